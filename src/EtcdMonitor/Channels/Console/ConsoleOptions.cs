namespace EtcdMonitor.Channels.Console;

/// <summary>Alerts as one structured line each on standard output.</summary>
public sealed record ConsoleOptions : ChannelSwitch
{
    /// <summary>On, unless somebody says otherwise: it needs nothing.</summary>
    public ConsoleOptions() => Enabled = true;

    /// <inheritdoc/>
    public override bool IsGiven => true;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => [];
}
