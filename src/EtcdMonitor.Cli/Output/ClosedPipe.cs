namespace EtcdMonitor.Cli.Output;

/// <summary>The reader has seen enough: <c>head</c>, a pager that was left. That is no failure.</summary>
internal static class ClosedPipe
{
    /// <summary>Whether it is EPIPE, as .NET hands it through.</summary>
    public static bool Is(IOException e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
