using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// etcd's six guarantees of a watch, checked against the truth: ordered, unique, reliable, atomic, resumable, bookmarkable
/// (https://etcd.io/docs/latest/learning/api_guarantees). What was compacted away is
/// told by the watch's end; skipped in silence it is a gap.
/// </summary>
public static class WatchGuarantees
{
    /// <summary>What the watch violates, a sentence each that begins with the guarantee; empty: nothing.</summary>
    /// <param name="watch">What was delivered.</param>
    /// <param name="truth">What happened.</param>
    public static IReadOnlyList<string> Violations(WatchRecord watch, WatchTruth truth)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(truth);
        var changes = truth.Changes;
        List<string> violations = [];
        var seen = new HashSet<long>();
        long highest = 0, bookmark = 0;
        foreach (var batch in watch.Batches)
        {
            if (batch.Changes.Count == 0)
            {
                bookmark = Math.Max(bookmark, batch.Revision);
                violations.AddRange(Gaps(watch.From, bookmark).Select(revision => Say($"bookmarkable: progress says that all up to {batch.Revision} was shown, and {revision} was not")));
                continue;
            }
            violations.AddRange(Place(batch, seen.Contains(batch.Revision), highest, bookmark, watch.From));
            violations.AddRange(Content(batch, changes));
            seen.Add(batch.Revision);
            highest = Math.Max(highest, batch.Revision);
        }
        var end = watch.EndedByCompaction > 0 ? highest : Math.Max(watch.Until, highest);
        violations.AddRange(Gaps(watch.From, end).Select(revision => Say($"reliable: revision {revision} was never shown ({string.Join(", ", changes[revision].Take(3))})")));
        return [.. violations.Distinct(StringComparer.Ordinal)];

        IEnumerable<long> Gaps(long from, long to) => changes.Keys.Where(revision => revision >= from && revision <= to && !seen.Contains(revision));
    }

    private static IEnumerable<string> Place(WatchedBatch batch, bool isAgain, long highest, long bookmark, long from)
    {
        if (batch.Revision < from)
        {
            yield return Say($"resumable: revision {batch.Revision} is from before the start, {from}");
        }
        if (isAgain)
        {
            yield return Say($"unique: revision {batch.Revision} was shown again");
        }
        else if (batch.Revision < highest)
        {
            yield return Say($"ordered: revision {batch.Revision} was shown after {highest}");
        }
        if (batch.Revision <= bookmark)
        {
            yield return Say($"bookmarkable: revision {batch.Revision} was shown after the progress mark {bookmark}");
        }
    }

    private static IEnumerable<string> Content(WatchedBatch batch, IReadOnlyDictionary<long, IReadOnlyList<WatchedChange>> truth)
    {
        if (!truth.TryGetValue(batch.Revision, out var changes))
        {
            yield return Say($"reliable: revision {batch.Revision} changed nothing here, and was shown with {batch.Changes[0]}");
            yield break;
        }
        foreach (var twice in batch.Changes.GroupBy(change => change.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return Say($"unique: revision {batch.Revision} was shown with {twice.Key} twice");
        }
        var missing = changes.Except(batch.Changes).ToArray();
        var shown = batch.Changes.Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        if (Array.FindAll(missing, change => !shown.Contains(change.Key)) is { Length: > 0 } torn)
        {
            yield return Say($"atomic: revision {batch.Revision} was shown without {torn.Length} of its {changes.Count} events, such as {torn[0]}");
        }
        foreach (var wrong in batch.Changes.Except(changes))
        {
            yield return Say($"reliable: revision {batch.Revision} was shown with {wrong}, which did not happen");
        }
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
