namespace Etcd.Client;

/// <summary>What to watch for.</summary>
public readonly record struct WatchOptions
{
    /// <summary>The first revision to see; default: whatever comes after the watch is acknowledged.</summary>
    public Revision From { get; init; }

    /// <summary>Tell what a key held before the change.</summary>
    public bool PreviousValues { get; init; }

    /// <summary>Send an empty batch now and then (every 10 min by default) while nothing happens, to show how far the watch is.</summary>
    public bool Progress { get; init; }

    /// <summary>What to leave out.</summary>
    public WatchFilter Filter { get; init; }
}

/// <summary>What a watch leaves out.</summary>
public enum WatchFilter
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Writes.</summary>
    NoPuts,

    /// <summary>Deletes.</summary>
    NoDeletes,
}
