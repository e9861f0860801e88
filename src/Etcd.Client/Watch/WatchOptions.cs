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

    /// <summary>How many batches may wait for their reader; 0: 1,024. Not for a <see cref="WatchStream"/>, which the network holds back.</summary>
    public int Buffer { get; init; }

    /// <summary>What happens when they are that many.</summary>
    public SlowReader WhenFull { get; init; }
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

/// <summary>What happens to a watch whose reader falls behind by a whole buffer. No other watch notices.</summary>
public enum SlowReader
{
    /// <summary>It is parked, and goes on after the last batch in the buffer once half of it is read. Only a compaction in the meantime can end it.</summary>
    Pause,

    /// <summary>It ends with <see cref="EtcdErrorCode.SlowReader"/>.</summary>
    Fail,
}
