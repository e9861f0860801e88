namespace EtcdMonitor.Server;

/// <summary>Reads the configuration again and puts in force what can be.</summary>
/// <param name="cancellationToken">Ends the wait for deliveries under way.</param>
public delegate Task<ReloadOutcome> Reload(CancellationToken cancellationToken);

/// <summary>What came of reading the configuration again.</summary>
/// <param name="Errors">All that is wrong with it, each with its place; none: it is in force.</param>
/// <param name="NeedsRestart">Keys whose new values wait for the next start.</param>
public sealed record ReloadOutcome(IReadOnlyList<string> Errors, IReadOnlyList<string> NeedsRestart);
