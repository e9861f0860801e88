using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// Whether transactions on many keys happened one after the other, in the order of their revisions: each must have read what the ones before it
/// had left. Write skew, lost updates and phantoms of known keys are reads that were out of date at the commit. Every transaction
/// that was applied must be there with its revision, also those whose answer was lost: read them from marks that they left.
/// </summary>
public static class Serializability
{
    /// <summary>What the transactions violate, a sentence each; empty: nothing.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<RecordedTransaction> transactions)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var all = transactions.ToArray();
        RecordedTransaction[] applied = [.. all.Where(transaction => transaction.Revision > 0).OrderBy(transaction => transaction.Revision)];
        return
        [
            .. applied.Where(transaction => transaction.Writes.Count > 0).GroupBy(transaction => transaction.Revision).Where(group => group.Count() > 1)
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"two transactions share revision {group.Key}:\n    {string.Join("\n    ", group)}")),
            .. applied.Where(transaction => transaction.Outcome == KvOutcome.NotApplied).Select(transaction => $"it was applied, but its client was told that it was not:\n    {transaction}"),
            .. all.Where(transaction => transaction is { Outcome: KvOutcome.Done, Revision: 0 }).Select(transaction => $"its client was told that it was applied, and there is no trace of it:\n    {transaction}"),
            .. RevisionOrder.RealTime(applied.Where(transaction => transaction.Outcome == KvOutcome.Done)
                .Select(transaction => new StampedRevision(transaction.Invoked, transaction.Returned, transaction.Revision, transaction.Writes.Count > 0, transaction))),
            .. Reads(applied),
        ];
    }

    /// <summary>Snapshots whose numbers do not add up to the total that every transaction keeps.</summary>
    /// <param name="transactions">The snapshots among them are those that read all of <paramref name="accounts"/>.</param>
    /// <param name="accounts">The keys.</param>
    /// <param name="balance">The number in a value.</param>
    /// <param name="total">What they add up to.</param>
    public static IReadOnlyList<string> WrongTotals(IEnumerable<RecordedTransaction> transactions, IReadOnlyCollection<string> accounts, Func<string, long> balance, long total)
        =>
        [
            .. transactions
                .Where(transaction => transaction.Outcome == KvOutcome.Done && accounts.All(account => transaction.Reads.GetValueOrDefault(account) is not null))
                .Select(transaction => (Transaction: transaction, Sum: accounts.Sum(account => balance(transaction.Reads[account]!))))
                .Where(snapshot => snapshot.Sum != total)
                .Select(snapshot => string.Create(CultureInfo.InvariantCulture, $"the total is {snapshot.Sum} instead of {total}:\n    {snapshot.Transaction}")),
        ];

    private static IEnumerable<string> Reads(RecordedTransaction[] applied)
    {
        var last = new Dictionary<string, (string Value, RecordedTransaction By)>(StringComparer.Ordinal);
        foreach (var sameRevision in applied.GroupBy(transaction => transaction.Revision))
        {
            // what writes reads the state before its revision, what only reads the state after it
            foreach (var transaction in sameRevision.OrderByDescending(transaction => transaction.Writes.Count > 0))
            {
                foreach (var (key, value) in transaction.Reads)
                {
                    var held = last.TryGetValue(key, out var known);
                    if (value != known.Value)
                    {
                        yield return $"{key} was {(held ? $"\"{known.Value}\"" : "nothing")} by then, and it read {(value is null ? "nothing" : $"\"{value}\"")}:\n    {transaction}{(held ? $"\n    {known.By}" : "")}";
                    }
                }
                foreach (var (key, value) in transaction.Writes)
                {
                    last[key] = (value, transaction);
                }
            }
        }
    }
}
