namespace EtcdMonitor.Cli.Configuration;

/// <summary>The configuration, and what there is to say about it.</summary>
/// <param name="Options">What the program runs with; not to be used when there are problems.</param>
/// <param name="File">The file that was read; null: none.</param>
/// <param name="Report">Problems, warnings, and where each value came from.</param>
internal sealed record LoadedConfiguration(AppOptions Options, string? File, ConfigurationReport Report)
{
    /// <summary>Whether the program may go on.</summary>
    public bool IsValid => Report.Problems.Count == 0;
}
