using System.Collections.Concurrent;
using System.Globalization;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>
/// Transfers between accounts as software transactions, snapshots of all accounts beside them. Each transfer leaves a log of what it read and wrote, in the same
/// transaction: so the end shows of every one whether, how often and in what order it happened, also where the answer was lost.
/// </summary>
internal static class BankWork
{
    private const int Clients = 6;
    private const long Opening = 1000;
    private const string Log = "log/";
    private static readonly string[] Accounts = [.. Enumerable.Range(0, 5).Select(number => $"account/{number}")];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static Campaign Campaign { get; } = new("bank", "software transactions are serializable: the total is constant, no write skew, every acknowledged transfer is there exactly once", scene => RunAsync(scene, [StmIsolation.Serializable, StmIsolation.SerializableSnapshot]));

    /// <summary>The same transfers with nothing guarded.</summary>
    public static Campaign Unguarded { get; } = Campaign with
    {
        Name = "control-bank",
        Claim = "transfers that guard nothing are found out",
        WorkAsync = scene => RunAsync(scene, [StmIsolation.ReadCommitted]),
        MustFail = true,
        Duration = TimeSpan.FromSeconds(8),
    };

    private static async Task RunAsync(Scene scene, StmIsolation[] isolations)
    {
        var recorder = new HistoryRecorder();
        var known = new ConcurrentQueue<RecordedTransaction>();
        await using var observer = scene.ConnectDirectly();
        known.Enqueue(await SetUpAsync(recorder, observer, scene.CancellationToken));

        var clients = Enumerable.Range(0, Clients / 2).Select(_ => scene.Connect()).ToArray();
        var names = 0;
        await scene.EachAsync(Clients, Pace, async (number, random) =>
        {
            var client = clients[number / 2];
            var name = $"t{Interlocked.Increment(ref names)}";
            var recorded = random.Next(4) == 0
                ? await SnapshotAsync(recorder, client, name, scene.CancellationToken)
                : await TransferAsync(recorder, client, name, random.GetItems(isolations, 1)[0], random, scene.CancellationToken);
            if (recorded is not null)
            {
                known.Enqueue(recorded);
            }
        });
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
        await JudgeAsync(scene, recorder, observer, [.. known]);
    }

    private static async Task<RecordedTransaction> SetUpAsync(HistoryRecorder recorder, EtcdClient observer, CancellationToken cancellationToken)
    {
        var writes = Accounts.ToDictionary(account => account, _ => $"{Opening}:setup", StringComparer.Ordinal);
        var setup = new RecordedTransaction { Name = "setup", Invoked = recorder.Stamp(), Writes = writes };
        var result = await observer.CommitAsync(new Txn().Then([.. writes.Select(write => Op.Put(write.Key, write.Value))]), cancellationToken);
        return setup with { Revision = result.Revision.Number, Returned = recorder.Stamp() };
    }

    private static async Task<RecordedTransaction?> SnapshotAsync(HistoryRecorder recorder, EtcdClient client, string name, CancellationToken cancellationToken)
    {
        var snapshot = new RecordedTransaction { Name = name, Invoked = recorder.Stamp() };
        try
        {
            var answer = await client.GetRangeAsync(KeyRange.Prefix("account/"), cancellationToken);
            return snapshot with
            {
                Reads = answer.ToDictionary(item => item.Key.ToString(), item => (string?)item.Value.ToString(), StringComparer.Ordinal),
                Revision = answer.Revision.Number,
                Returned = recorder.Stamp(),
            };
        }
        catch (EtcdException)
        {
            return null; // a read that failed says nothing
        }
    }

    private static async Task<RecordedTransaction> TransferAsync(HistoryRecorder recorder, EtcdClient client, string name, StmIsolation isolation, Random random, CancellationToken cancellationToken)
    {
        var pair = random.GetItems(Accounts, 2);
        var (from, to) = (pair[0], pair[0] == pair[1] ? Accounts[(Array.IndexOf(Accounts, pair[1]) + 1) % Accounts.Length] : pair[1]);
        var amount = random.Next(1, 50);
        var writesOne = random.Next(3) == 0; // reads both and writes one: what write skew is made of
        var options = new StmOptions { OperationPrefix = "ops/", Isolation = isolation };
        var transfer = new RecordedTransaction { Name = name, Invoked = recorder.Stamp() };
        try
        {
            await client.TransactAsync(
                async (stm, token) =>
                {
                    var (a, b) = ((await stm.GetAsync(from, token))!.Value.ToString(), (await stm.GetAsync(to, token))!.Value.ToString());
                    var (newA, newB) = (Text(Balance(a) - (writesOne ? 0 : amount), name), writesOne ? "" : Text(Balance(b) + amount, name));
                    stm.Put(from, newA);
                    if (!writesOne)
                    {
                        stm.Put(to, newB);
                    }
                    stm.Put(Log + name, string.Join('|', from, to, a, b, newA, newB));
                }, options, cancellationToken);
            return transfer with { Returned = recorder.Stamp() };
        }
        catch (Exception e) when (e is EtcdAmbiguousResultException or OperationCanceledException)
        {
            return transfer with { Outcome = KvOutcome.Unknown };
        }
        catch (EtcdException)
        {
            return transfer with { Outcome = KvOutcome.NotApplied, Returned = recorder.Stamp() };
        }
    }

    private static async Task JudgeAsync(Scene scene, HistoryRecorder recorder, EtcdClient observer, RecordedTransaction[] known)
    {
        var end = await SnapshotAsync(recorder, observer, "end", scene.CancellationToken);
        var logs = new Dictionary<string, KeyValue>(StringComparer.Ordinal);
        await foreach (var log in observer.EnumerateAsync(KeyRange.Prefix(Log), scene.CancellationToken))
        {
            logs.Add(log.Key.Without(Log).ToString(), log);
        }
        RecordedTransaction[] all = [.. known.Append(end!).Select(transaction => logs.TryGetValue(transaction.Name, out var log) ? Logged(transaction, log) : transaction)];
        scene.Count("operations", all.Count(transaction => transaction.Outcome == KvOutcome.Done));
        scene.Count("transfers", logs.Count);
        scene.Count("of unknown outcome", all.Count(transaction => transaction.Outcome == KvOutcome.Unknown));
        scene.Count("refused", all.Count(transaction => transaction.Outcome == KvOutcome.NotApplied));
        scene.Evidence["transactions.txt"] = string.Join('\n', all.OrderBy(transaction => transaction.Invoked));
        scene.Complain(logs.Where(log => log.Value.Version != 1).Select(log => string.Create(CultureInfo.InvariantCulture, $"{log.Key} was applied {log.Value.Version} times")));
        scene.Complain(Serializability.Violations(all).Take(5));
        scene.Complain(Serializability.WrongTotals(all, Accounts, Balance, Opening * Accounts.Length).Take(5));
        scene.ExpectAtLeast("transfers", (long)(4 * scene.Campaign.Duration.TotalSeconds));
    }

    private static RecordedTransaction Logged(RecordedTransaction transaction, KeyValue log)
    {
        var parts = log.Value.ToString().Split('|');
        var (from, to, a, b, newA, newB) = (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        return transaction with
        {
            Revision = log.ModRevision.Number,
            Reads = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = a, [to] = b },
            Writes = newB.Length == 0
                ? new Dictionary<string, string>(StringComparer.Ordinal) { [from] = newA }
                : new Dictionary<string, string>(StringComparer.Ordinal) { [from] = newA, [to] = newB },
        };
    }

    private static string Text(long balance, string name) => string.Create(CultureInfo.InvariantCulture, $"{balance}:{name}");

    private static long Balance(string value) => long.Parse(value.Split(':')[0], CultureInfo.InvariantCulture);
}
