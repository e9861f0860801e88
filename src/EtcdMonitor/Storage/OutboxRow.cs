using EtcdMonitor.Alerts;

namespace EtcdMonitor.Storage;

/// <summary>A delivery that waits.</summary>
internal sealed class OutboxRow
{
    public long Id { get; init; }

    /// <summary>Idempotency key.</summary>
    public string Key { get; init; } = "";

    public string Body { get; init; } = "";

    /// <summary>Attempts so far.</summary>
    public long Attempts { get; init; }

    /// <summary>Those of a channel with the same are one message; null: it is alone.</summary>
    public string? Batch { get; init; }

    /// <summary>When it was decided, Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When an attempt began whose end nobody knows, Unix milliseconds; null: there is none.</summary>
    public long? BeganAt { get; init; }

    /// <summary>What is to be told.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public Notice Notice => StoredJson.Read<Notice>(Body);
}
