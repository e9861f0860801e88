using Etcd.Testing;

namespace Etcd.Tests.Testing;

/// <summary>What a simulated bank does wrong.</summary>
public enum BankBug
{
    None,

    /// <summary>A commit compares only what it writes: two transfers guard the same sum, and each takes from another account.</summary>
    WriteSkew,

    /// <summary>A commit compares nothing.</summary>
    LostUpdate,

    /// <summary>A snapshot reads its accounts one after the other.</summary>
    TornSnapshot,

    /// <summary>A transfer is acknowledged and not there.</summary>
    LostTransfer,

    /// <summary>A transfer is there, and its client was told that it is not.</summary>
    FalseRefusal,
}

/// <summary>Transfers and snapshots of concurrent clients, interleaved by a seed. Values are <c>balance:transfer</c>, so that each is unique.</summary>
internal sealed class SimulatedBank(int seed, BankBug bug)
{
    public const int Total = 400;

    public readonly string[] Accounts = ["a", "b", "c", "d"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, (string Value, long Revision)> _state = new(StringComparer.Ordinal);
    private readonly List<RecordedTransaction> _done = [];
    private long _revision = 1;
    private long _stamp;

    public static long Balance(string value) => long.Parse(value.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyList<RecordedTransaction> Run(int transactions)
    {
        Apply(new RecordedTransaction { Name = "setup", Invoked = ++_stamp, Writes = Accounts.ToDictionary(account => account, _ => $"{Total / Accounts.Length}:setup", StringComparer.Ordinal) });
        var open = new List<(RecordedTransaction Transaction, long ReadAt)>();
        for (var number = 0; number < transactions || open.Count > 0;)
        {
            if (number < transactions && open.Count < 6 && _random.Next(2) == 0)
            {
                open.Add((_random.Next(3) == 0 ? Snapshot($"s{number}") : Transfer($"t{number}"), _revision));
                number++;
            }
            else if (open.Count > 0)
            {
                var index = _random.Next(open.Count);
                Finish(open[index].Transaction, open[index].ReadAt);
                open.RemoveAt(index);
            }
        }
        return _done;
    }

    private RecordedTransaction Snapshot(string name) => new() { Name = name, Invoked = ++_stamp, Reads = Read(bug == BankBug.TornSnapshot ? Accounts[..2] : Accounts) };

    // reads every account, so that skew has something to go wrong with, and writes two
    private RecordedTransaction Transfer(string name)
    {
        var reads = Read(Accounts);
        _random.Shuffle(Accounts);
        return new()
        {
            Name = name,
            Invoked = ++_stamp,
            Reads = reads,
            Writes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Accounts[0]] = $"{Balance(reads[Accounts[0]]!) - 5}:{name}",
                [Accounts[1]] = $"{Balance(reads[Accounts[1]]!) + 5}:{name}",
            },
        };
    }

    private Dictionary<string, string?> Read(string[] accounts) => accounts.ToDictionary(account => account, account => (string?)_state[account].Value, StringComparer.Ordinal);

    private void Finish(RecordedTransaction transaction, long readAt)
    {
        if (transaction.Writes.Count == 0)
        {
            foreach (var late in Accounts.Except(transaction.Reads.Keys).ToArray())
            {
                transaction = transaction with { Reads = new Dictionary<string, string?>(transaction.Reads, StringComparer.Ordinal) { [late] = _state[late].Value } };
            }
            _done.Add(transaction with { Returned = ++_stamp, Revision = readAt });
            return;
        }
        var guarded = bug switch { BankBug.WriteSkew => transaction.Writes.Keys, BankBug.LostUpdate => [], _ => transaction.Reads.Keys };
        if (guarded.Any(account => _state[account].Revision > readAt))
        {
            _done.Add(transaction with { Returned = ++_stamp, Outcome = KvOutcome.NotApplied });
        }
        else
        {
            Apply(transaction);
        }
    }

    private void Apply(RecordedTransaction transaction)
    {
        if (bug == BankBug.LostTransfer && _done.Count > 0 && _random.Next(10) == 0)
        {
            _done.Add(transaction with { Returned = ++_stamp });
            return;
        }
        _revision++;
        foreach (var (account, value) in transaction.Writes)
        {
            _state[account] = (value, _revision);
        }
        var outcome = bug == BankBug.FalseRefusal && _random.Next(10) == 0 ? KvOutcome.NotApplied : _random.Next(10) == 0 ? KvOutcome.Unknown : KvOutcome.Done;
        _done.Add(transaction with { Revision = _revision, Outcome = outcome, Returned = outcome == KvOutcome.Unknown ? KvOperation.Never : ++_stamp });
    }
}
