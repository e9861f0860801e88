namespace EtcdMonitor.Channels.Heartbeats;

/// <summary>What came of the beats; whoever asks for it never waits.</summary>
internal sealed class WatchdogState(DateTimeOffset startedAt)
{
    private volatile Seen _seen = new(null, null);

    /// <summary>How it does.</summary>
    public Heartbeat At(DateTimeOffset now, TimeSpan interval)
    {
        (DateTimeOffset? taken, string? trouble) = _seen;
        bool late = now - (taken ?? startedAt) > interval + interval;
        return new(taken, late || (taken is null && trouble is not null) ? trouble ?? "no beat was taken in time" : null);
    }

    public void Taken(DateTimeOffset at) => _seen = new(at, null);

    public void Failed(string why) => _seen = _seen with { Trouble = why };

    private sealed record Seen(DateTimeOffset? Taken, string? Trouble);
}
