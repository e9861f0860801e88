namespace EtcdMonitor.Channels.Console;

/// <summary>Alerts as one structured line each on standard output.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Whether the channel is on.</summary>
    public bool Enabled { get; set; } = true;
}
