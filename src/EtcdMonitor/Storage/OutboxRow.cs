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

    public Notice Notice => StoredJson.Read<Notice>(Body);
}
