using EtcdMonitor.Rules;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>What <c>status</c> tells the shell.</summary>
internal static class StatusExit
{
    /// <summary>4 when a cluster is as bad as <paramref name="failOn"/> says, else 3 when one cannot be judged, else 0.</summary>
    public static int Of(IReadOnlyCollection<Severity> verdicts, string failOn)
    {
        bool failed = failOn switch
        {
            "never" => false,
            "critical" => verdicts.Contains(Severity.Critical),
            _ => verdicts.Any(v => v is Severity.Warning or Severity.Critical),
        };
        return failed ? ExitCode.Unhealthy : verdicts.Contains(Severity.Unknown) ? ExitCode.Unreachable : ExitCode.Ok;
    }
}
