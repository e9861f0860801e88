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

    /// <summary>Gives up what waits for channels that are off since before <paramref name="before"/>.</summary>
    public async Task GiveUpOffAsync(IReadOnlyList<string> channelsOn, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(connection => OutboxTable.AnyOffAsync(connection, channelsOn, before), cancellationToken).ConfigureAwait(false))
        {
            await database.WriteAsync((connection, transaction) => OutboxTable.GiveUpOffAsync(connection, transaction, channelsOn, before, now, "its channel is off"), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<DeliveryTrouble>> TroublesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => OutboxTable.TroublesAsync(connection, since), cancellationToken);

    public Task BeginAsync(IReadOnlyList<OutboxRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.BeginAsync(connection, transaction, Ids(rows), now), cancellationToken);

    public Task SentAsync(IReadOnlyList<OutboxRow> rows, DateTimeOffset now, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, Ids(rows), "sent", now, error), cancellationToken);

    /// <summary>It was not taken and is tried again.</summary>
    /// <param name="rows">What was sent.</param>
    /// <param name="next">When to try again.</param>
    /// <param name="error">Why it was not taken.</param>
    /// <param name="unsure">Whether it may have arrived all the same.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task RetryAsync(IReadOnlyList<OutboxRow> rows, DateTimeOffset next, string error, bool unsure, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, Ids(rows), "queued", next, error, unsure), cancellationToken);

    public Task GiveUpAsync(IReadOnlyList<OutboxRow> rows, DateTimeOffset now, string error, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => OutboxTable.MarkAsync(connection, transaction, Ids(rows), "dead", now, error), cancellationToken);

    private static IEnumerable<long> Ids(IReadOnlyList<OutboxRow> rows) => [.. rows.Select(row => row.Id)];
}
