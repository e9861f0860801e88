using EtcdMonitor.Alerts;

namespace EtcdMonitor.Storage;

/// <summary>One notice to one receiver: what the delivery log says of it.</summary>
/// <param name="Alert">Id of the alert.</param>
/// <param name="Generation">Which time it fired.</param>
/// <param name="Kind">Whether it tells that the alert fires or that it is over.</param>
/// <param name="Receiver">Who was to be told.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">What went wrong with the last one; null: nothing.</param>
/// <param name="DecidedAt">When it was decided to tell.</param>
/// <param name="At">When it was taken or given up; while it is queued, when it is tried next.</param>
public sealed record DeliveryRecord(
    string Alert, int Generation, NoticeKind Kind, string Receiver, DeliveryState State, int Attempts, string? Error, DateTimeOffset DecidedAt, DateTimeOffset At);

/// <summary>How far a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>It waits for an attempt.</summary>
    Queued,

    /// <summary>The receiver took it.</summary>
    Sent,

    /// <summary>It is given up, and kept.</summary>
    Dead,
}
