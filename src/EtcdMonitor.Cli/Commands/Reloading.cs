using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Reads the configuration again, by SIGHUP or <c>POST /-/reload</c>: thresholds, routes, receivers and channels are put in force, a wrong file is refused.</summary>
internal sealed class Reloading(CommandContext context, LoadedConfiguration first, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The running monitor; null: it has not started yet.</summary>
    public MonitorService? Monitor { get; set; }

    /// <summary>Reads it and says in the log what came of it. One at a time.</summary>
    public async Task<ReloadOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ReloadOutcome> ReadAsync(CancellationToken cancellationToken)
    {
        LoadedConfiguration next = ConfigurationLoader.Load(Sources.Of(context));
        string[] errors = Monitor is null ? ["the monitor has not started yet, try again in a moment"] : [.. next.Report.Problems.Select(Words)];
        if (errors.Length > 0)
        {
            foreach (string error in errors)
            {
                Log.ReloadError(logger, error);
            }

            Log.ReloadRefused(logger, Figures.Plural(errors.Length, "error"));
            return new(errors, []);
        }

        foreach (string warning in next.Report.Warnings)
        {
            Log.ConfigurationWarning(logger, warning);
        }

        string[] restart = [.. Restart.Between(first, next)];
        if (restart.Contains("api.port", StringComparer.Ordinal))
        {
            next.Options.Monitor.Channels.PublicUrl = first.Options.Monitor.Channels.PublicUrl; // it is served where it was
        }

        await Monitor!.ReloadAsync(next.Options.Monitor, cancellationToken);
        if (restart.Length > 0)
        {
            Log.NeedsRestart(logger, string.Join(", ", restart));
        }

        return new([], restart);
    }

    private static string Words(Problem problem) => Foreign.Clean(problem.Place is { } place ? $"{place}  {problem.InFile}" : problem.OnCommandLine);
}
