namespace EtcdMonitor.Channels.Heartbeats;

/// <summary>A heartbeat to a dead man's switch outside, which calls people when it stops: by then nobody else can.</summary>
public sealed record WatchdogOptions
{
    /// <summary>Where each beat is posted, http or https; counts as a secret. Null: there is no watchdog.</summary>
    public Secret? Url { get; set; }

    /// <summary>Time between two beats. The switch is to wait for two of them at least.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
