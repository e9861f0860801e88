using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// etcd promises more than an order: it numbers it. Each write makes a revision of its own; who is invoked after another has returned gets no
/// smaller revision; and a read at a revision shows the last write up to there. So these checks need no search.
/// </summary>
public static class RevisionOrder
{
    /// <summary>What the history violates, a sentence each; empty: nothing.</summary>
    public static IReadOnlyList<string> Violations(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        KvOperation[] done = [.. history.Operations.Where(operation => operation is { Outcome: KvOutcome.Done, Revision: > 0 })];
        return [.. Twice(done), .. RealTime(done.Select(operation => new StampedRevision(operation.Invoked, operation.Returned, operation.Revision, operation.Applied, operation))), .. done.GroupBy(operation => operation.Key, StringComparer.Ordinal).SelectMany(Reads)];
    }

    /// <summary>Answers whose revisions go back in real time, or writes that share one with what came before them.</summary>
    internal static IEnumerable<string> RealTime(IEnumerable<StampedRevision> answers)
    {
        var byInvocation = answers.OrderBy(answer => answer.Invoked).ToArray();
        var byReturn = byInvocation.OrderBy(answer => answer.Returned).ToArray();
        var returned = 0;
        StampedRevision? highest = null;
        foreach (var answer in byInvocation)
        {
            for (; returned < byReturn.Length && byReturn[returned].Returned < answer.Invoked; returned++)
            {
                highest = highest is null || byReturn[returned].Revision > highest.Revision ? byReturn[returned] : highest;
            }
            if (highest is not null && (answer.Revision < highest.Revision || (answer.IsWrite && answer.Revision == highest.Revision)))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"revision {answer.Revision} comes after revision {highest.Revision} had been answered:\n    {highest.Operation}\n    {answer.Operation}");
            }
        }
    }

    private static IEnumerable<string> Twice(KvOperation[] done)
        => done.Where(operation => operation.Applied).GroupBy(operation => operation.Revision).Where(group => group.Count() > 1)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"two writes share revision {group.Key}:\n    {string.Join("\n    ", group)}"));

    private static IEnumerable<string> Reads(IEnumerable<KvOperation> ofKey)
    {
        var all = ofKey.ToArray();
        var writes = all.Where(operation => operation.Applied).DistinctBy(operation => operation.Revision).OrderBy(operation => operation.Revision).ToArray();
        var revisions = Array.ConvertAll(writes, write => write.Revision);
        foreach (var read in all.Where(operation => operation.Sees))
        {
            var at = Array.BinarySearch(revisions, read.Revision);
            var last = at >= 0 ? at : ~at - 1;
            if (read.Seen is { } seen)
            {
                var of = Array.BinarySearch(revisions, seen.ModRevision);
                if (seen.ModRevision > read.Revision)
                {
                    yield return $"a read shows what is written later than itself:\n    {read}";
                }
                else if (of >= 0 && writes[of].Value != seen.Value)
                {
                    yield return $"a read shows another value than was written at that revision:\n    {writes[of]}\n    {read}";
                }
                else if (last >= 0 && seen.ModRevision < revisions[last])
                {
                    yield return $"a read misses a write:\n    {writes[last]}\n    {read}";
                }
            }
        }
    }
}
