namespace EtcdMonitor.Storage;

/// <summary>The queue of deliveries, as the dispatcher sees it.</summary>
internal sealed class Outbox(Database database)
{
    public Task<IReadOnlyList<OutboxRow>> DueAsync(string receiver, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => OutboxTable.DueAsync(connection, receiver, now, limit), cancellationToken);

    /// <summary>What is not on the disk yet, for every receiver.</summary>
    public OutboxBacklog InMemory => database.Metrics.Notices;

    public Task<OutboxBacklog> WaitingAsync(string receiver, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => OutboxTable.WaitingAsync(connection, receiver), cancellationToken);

    public Task SentAsync(OutboxRow row, DateTimeOffset now, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, row.Id, "sent", now, error), cancellationToken);

    public Task RetryAsync(OutboxRow row, DateTimeOffset next, string error, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, row.Id, "queued", next, error), cancellationToken);

    public Task GiveUpAsync(OutboxRow row, DateTimeOffset now, string error, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, row.Id, "dead", now, error), cancellationToken);
}
