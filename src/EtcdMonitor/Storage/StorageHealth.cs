using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

/// <summary>Whether the storage takes writes. One log line when it stops to, one when something is dropped because of that, and one when it does again, however often it is tried.</summary>
internal sealed class StorageHealth(TimeProvider time, ILogger log)
{
    private StorageTrouble? _trouble;
    private int _dropsRounds;
    private int _dropsSamples;

    /// <summary>What is wrong now; null: nothing.</summary>
    public StorageTrouble? Trouble => Volatile.Read(ref _trouble);

    /// <summary>A write failed.</summary>
    public void Failed(Exception error)
    {
        string reason = StorageReason.Of(error);
        StorageTrouble? before = Trouble;
        if (before?.Reason != reason)
        {
            Volatile.Write(ref _trouble, new(reason, before?.Since ?? time.GetUtcNow()));
            Log.WriteFailed(log, reason);
        }
    }

    /// <summary>What rounds changed is dropped, so long did no write succeed.</summary>
    public void DropsRounds()
    {
        if (Interlocked.Exchange(ref _dropsRounds, 1) == 0)
        {
            Log.EventsDropped(log, Backlog.MostRounds);
        }
    }

    /// <summary>Samples are dropped though writes may succeed: too slowly.</summary>
    public void DropsSamples()
    {
        if (Interlocked.Exchange(ref _dropsSamples, 1) == 0)
        {
            Log.SamplesDropped(log);
        }
    }

    /// <summary>A write succeeded.</summary>
    public void Worked()
    {
        Volatile.Write(ref _dropsRounds, 0);
        Volatile.Write(ref _dropsSamples, 0);
        if (Interlocked.Exchange(ref _trouble, null) is { } over)
        {
            Log.WritesAgain(log, (time.GetUtcNow() - over.Since).TotalSeconds);
        }
    }
}
