using System.Collections.Concurrent;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>
/// Writers past the proxies, whose answers are the truth; watches through proxies that cut them at any byte. Revisions of many keys, and of more bytes than etcd puts into one message, so that
/// fragments are cut too.
/// </summary>
internal static class WatchWork
{
    private const int Keys = 100;
    private const int Large = 12_000; // a hundred of these, with what they held before: 2.4 MB a revision
    private const int ManyBytes = 4_000_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Campaign Campaign { get; } = new("watch", "watches show every revision once, whole and in order, through cuts at any byte; compaction always shows", scene => RunAsync(scene, isCareless: false))
    {
        Troubles = [Cut(4), Cut(5), Cut(6), Cut(7), Trouble.Reset, .. Trouble.All.Where(trouble => trouble.Name is "history compacted" or "a member lost to clients" or "leader moved")],
        Period = TimeSpan.FromMilliseconds(150),
    };

    /// <summary>Watches that are opened again without saying from where.</summary>
    public static Campaign Careless { get; } = Campaign with
    {
        Name = "control-watch",
        Claim = "a watch that goes on from now, not from where it was, is found out",
        WorkAsync = scene => RunAsync(scene, isCareless: true),
        MustFail = true,
        Duration = TimeSpan.FromSeconds(8),
    };

    // 10^magnitude bytes at most, from the greeting to the middle of a large revision
    private static Trouble Cut(int magnitude) => new($"connections cut within 10^{magnitude} bytes", (cluster, random, _) =>
    {
        var bytes = (long)(random.NextDouble() * Math.Min(Math.Pow(10, magnitude), ManyBytes));
        foreach (var member in cluster.Members)
        {
            member.Proxy!.Set(Fault.CutAfter(bytes), FaultDirection.ToClient);
        }
        return Task.CompletedTask;
    });

    private static async Task RunAsync(Scene scene, bool isCareless)
    {
        var truth = new WatchTruth();
        var records = new ConcurrentQueue<WatchRecord>();
        await using var writer = scene.ConnectDirectly();
        await using var one = scene.Connect();
        await using var other = scene.Connect();
        var start = (await writer.GetRangeAsync(KeyRange.Single("none"), scene.CancellationToken)).Revision.Next;
        var end = new TaskCompletionSource<Revision>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] watches =
        [
            isCareless ? CarelessAsync(scene, one, start, truth, records, end.Task) : WatchAsync(scene, one, new WatchOptions { From = start, PreviousValues = true }, records, end.Task),
            WatchAsync(scene, one, new WatchOptions { From = start, Buffer = 4 }, records, end.Task),
            WatchAsync(scene, other, new WatchOptions { From = start, PreviousValues = true, Progress = true }, records, end.Task),
        ];
        SortedSet<int>[] present = [[], []];
        await scene.EachAsync(present.Length, Pace, (number, random) => WriteAsync(scene, writer, truth, present[number], number, random));
        end.SetResult(await MarkAsync("the end"));
        await MarkAsync("behind the end"); // for a watch that had shown the end before it was known to be that
        await Task.WhenAll(watches);

        scene.Count("revisions", truth.Changes.Count);
        scene.Count("operations", truth.Changes.Sum(revision => revision.Value.Count));
        scene.Count("events seen", records.Sum(record => record.Batches.Sum(batch => batch.Changes.Count)));
        scene.Count("connections", scene.Cluster.Members.Sum(member => member.Proxy!.Connections));
        scene.Count("compactions told", records.Count(record => record.EndedByCompaction > 0));
        scene.Complain(records.SelectMany(record => WatchGuarantees.Violations(record, truth).Take(5)));
        scene.ExpectAtLeast("events seen", (long)(200 * scene.Campaign.Duration.TotalSeconds));

        async Task<Revision> MarkAsync(string mark)
        {
            var revision = (await writer.PutAsync(Key(0, 0), mark, scene.CancellationToken)).Revision;
            truth.Add(revision, [WatchedChange.Put(Key(0, 0), mark)]);
            return revision;
        }
    }

    /// <summary>Watches to the end; compacted away, it begins again where history begins; at the compacted revision itself 3.4.23 has lost deletes.</summary>
    private static async Task WatchAsync(Scene scene, EtcdClient client, WatchOptions options, ConcurrentQueue<WatchRecord> records, Task<Revision> end)
    {
        while (true)
        {
            var record = new WatchRecord(options.From.Number);
            records.Enqueue(record);
            try
            {
                await using var watch = await OpenAsync(scene, client, options);
                await ReadAsync(scene, watch, record, end);
                return;
            }
            catch (EtcdCompactedException e)
            {
                record.EndedByCompaction = e.CompactRevision.Number;
                options = options with { From = e.CompactRevision.Next };
            }
            catch (EtcdException e)
            {
                scene.Complain($"a watch ended: {e.GetType().Name}: {e.Message}");
                return;
            }
        }
    }

    private static async Task CarelessAsync(Scene scene, EtcdClient client, Revision start, WatchTruth truth, ConcurrentQueue<WatchRecord> records, Task<Revision> end)
    {
        var record = new WatchRecord(start.Number);
        records.Enqueue(record);
        while (!end.IsCompleted)
        {
            await using var watch = await OpenAsync(scene, client, default);
            try
            {
                await foreach (var batch in watch.WithCancellation(scene.CancellationToken))
                {
                    record.Add(WatchedBatch.Of(batch));
                    if (end.IsCompleted || record.Batches.Count % 20 == 0)
                    {
                        break;
                    }
                }
            }
            catch (EtcdCompactedException)
            {
                // opened again, from now: careless
            }
            // away until something is missed: on an idle machine the next watch may be there before the next write
            var known = truth.Changes.Count;
            while (truth.Changes.Count == known && !end.IsCompleted)
            {
                await Task.Delay(Pace, TimeProvider.System, scene.CancellationToken);
            }
        }
    }

    private static async Task<Watch> OpenAsync(Scene scene, EtcdClient client, WatchOptions options)
    {
        while (true)
        {
            try
            {
                return await client.WatchAsync(KeyRange.Prefix("w/"), options, scene.CancellationToken);
            }
            catch (EtcdUnavailableException) when (!scene.CancellationToken.IsCancellationRequested)
            {
                scene.Count("watches not opened in time");
            }
        }
    }

    private static async Task ReadAsync(Scene scene, Watch watch, WatchRecord record, Task<Revision> end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(scene.CancellationToken);
        _ = end.ContinueWith(_ => patience.CancelAfter(Patience), TaskScheduler.Default);
        try
        {
            await foreach (var batch in watch.WithCancellation(patience.Token))
            {
                record.Add(WatchedBatch.Of(batch));
                if (end.IsCompletedSuccessfully && batch.Revision >= end.Result)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!scene.CancellationToken.IsCancellationRequested)
        {
            // it did not come to the end in time: what is missing says so
        }
        record.Until = (await end).Number;
    }

    // Each writer has keys of its own and does one thing at a time, so that it knows what a delete deletes; an operation key resolves what the cluster leaves open.
    private static async Task WriteAsync(Scene scene, EtcdClient client, WatchTruth truth, SortedSet<int> present, int number, Random random)
    {
        var kind = random.Next(40);
        var txn = new Txn();
        List<WatchedChange> changes = [];
        if (kind == 0)
        {
            txn.Then(Op.DeleteRange(KeyRange.Prefix($"w/{number}/")));
            changes.AddRange(present.Select(key => WatchedChange.Delete(Key(number, key))));
            present.Clear();
        }
        else
        {
            var bytes = new byte[Large];
            random.NextBytes(bytes);
            for (var key = kind < 20 ? Keys : random.Next(1, 4); key > 0; key--)
            {
                var value = kind == 1 ? (Value)bytes : new Value($"{random.Next():x}");
                txn.Then(Op.Put(Key(number, key), value));
                changes.Add(WatchedChange.Put(Key(number, key), value));
                present.Add(key);
            }
        }
        var result = await client.CommitAsync(txn, new TxnOptions { OperationKey = $"ops/{number}/{Guid.NewGuid():n}" }, scene.CancellationToken);
        truth.Add(result.Revision, changes);
    }

    private static Key Key(int writer, int key) => $"w/{writer}/{key:000}";
}
