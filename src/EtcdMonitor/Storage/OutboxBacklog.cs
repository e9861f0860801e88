namespace EtcdMonitor.Storage;

/// <summary>Notices that wait for one receiver.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the oldest was decided; null: none waits.</param>
/// <param name="Next">When the next attempt is due; null: none is.</param>
internal sealed record OutboxBacklog(int Count, DateTimeOffset? Oldest, DateTimeOffset? Next)
{
    /// <summary>These and others.</summary>
    public OutboxBacklog With(OutboxBacklog other) => new(Count + other.Count, Oldest is null || other.Oldest < Oldest ? other.Oldest ?? Oldest : Oldest, Next);
}
