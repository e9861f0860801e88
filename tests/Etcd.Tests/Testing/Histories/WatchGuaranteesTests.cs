using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class WatchGuaranteesTests
{
    private const int Revisions = 60;

    [Fact]
    public void A_right_watch_is_never_accused()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var truth = Truth(random);
            var from = random.Next(2, Revisions / 2);
            var watch = new WatchRecord(from) { Until = Revisions };
            foreach (var batch in Delivered(truth, from))
            {
                watch.Add(batch);
                if (random.Next(5) == 0)
                {
                    watch.Add(new WatchedBatch(batch.Revision, []));
                }
            }
            WatchGuarantees.Violations(watch, truth).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Theory]
    [InlineData("reliable", "a revision is dropped")]
    [InlineData("reliable", "the last revision is dropped")]
    [InlineData("reliable", "a value is another one")]
    [InlineData("reliable", "a revision is made up")]
    [InlineData("unique", "a batch comes twice")]
    [InlineData("unique", "an event comes twice")]
    [InlineData("ordered", "two batches change places")]
    [InlineData("atomic", "a transaction is torn")]
    [InlineData("resumable", "a batch comes from before the start")]
    [InlineData("bookmarkable", "progress runs ahead")]
    [InlineData("bookmarkable", "a batch comes after its progress")]
    [InlineData("reliable", "a compaction is skipped in silence")]
    public void A_watch_with_a_bug_is_found_out(string guarantee, string bug)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var truth = Truth(random);
            var from = random.Next(3, Revisions / 2);
            var batches = Delivered(truth, from).ToList();
            Break(bug, batches, from, random);
            var watch = new WatchRecord(from) { Until = Revisions };
            batches.ForEach(watch.Add);

            WatchGuarantees.Violations(watch, truth).ShouldContain(violation => violation.StartsWith(guarantee + ":", StringComparison.Ordinal), $"seed {seed}");
        }
    }

    [Fact]
    public void What_was_compacted_away_may_be_missing_when_the_end_says_so()
    {
        var truth = Truth(new Random(1));
        var watch = new WatchRecord(2) { Until = Revisions, EndedByCompaction = 40 };
        foreach (var batch in Delivered(truth, 2).Take(10))
        {
            watch.Add(batch);
        }
        WatchGuarantees.Violations(watch, truth).ShouldBeEmpty();

        watch.EndedByCompaction = 0;
        WatchGuarantees.Violations(watch, truth).ShouldNotBeEmpty();
    }

    private static void Break(string bug, List<WatchedBatch> batches, int from, Random random)
    {
        var at = random.Next(1, batches.Count - 1);
        switch (bug)
        {
            case "a revision is dropped":
                batches.RemoveAt(at);
                break;
            case "the last revision is dropped":
                batches.RemoveAt(batches.Count - 1);
                break;
            case "a value is another one":
                batches[at] = batches[at] with { Changes = [batches[at].Changes[0] with { Content = "another" }, .. batches[at].Changes.Skip(1)] };
                break;
            case "a revision is made up":
                batches.Add(new WatchedBatch(Revisions + 5, [new WatchedChange("k", "x")]));
                break;
            case "a batch comes twice":
                batches.Insert(random.Next(at + 1, batches.Count), batches[at]);
                break;
            case "an event comes twice":
                batches[at] = batches[at] with { Changes = [.. batches[at].Changes, batches[at].Changes[0]] };
                break;
            case "two batches change places":
                (batches[at], batches[at - 1]) = (batches[at - 1], batches[at]);
                break;
            case "a transaction is torn":
                var many = batches.FindIndex(batch => batch.Changes.Count > 1);
                batches[many] = batches[many] with { Changes = [.. batches[many].Changes.Skip(1)] };
                break;
            case "a batch comes from before the start":
                batches.Insert(0, new WatchedBatch(from - 1, [new WatchedChange("k", "x")]));
                break;
            case "progress runs ahead":
                batches.Insert(at, new WatchedBatch(batches[at].Revision, []));
                break;
            case "a batch comes after its progress":
                batches.Insert(at + 1, new WatchedBatch(batches[at + 1].Revision, []));
                break;
            default: // compacted while it was away, and resumed behind the compaction as if nothing were
                batches.RemoveRange(at / 2, Math.Max(1, at / 2));
                break;
        }
    }

    private static WatchTruth Truth(Random random)
    {
        var truth = new WatchTruth();
        for (var revision = 2; revision <= Revisions; revision++)
        {
            var elsewhere = random.Next(4) == 0 && revision is > 2 and < Revisions;
            truth.Add(new(revision), elsewhere ? [] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(key => new WatchedChange($"k{key}", random.Next(4) == 0 ? null : $"v{revision}"))]);
        }
        return truth;
    }

    private static IEnumerable<WatchedBatch> Delivered(WatchTruth truth, int from)
        => truth.Changes.Where(change => change.Key >= from).Select(change => new WatchedBatch(change.Key, change.Value));
}
