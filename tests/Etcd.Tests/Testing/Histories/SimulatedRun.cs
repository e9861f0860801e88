using Etcd.Testing;

namespace Etcd.Tests.Testing;

/// <summary>Concurrent clients of a <see cref="SimulatedStore"/>, interleaved by a seed: the same seed gives the same history.</summary>
internal sealed class SimulatedRun
{
    private readonly Random _random;
    private readonly SimulatedStore _store;
    private readonly StoreBug _bug;
    private readonly int _keys;
    private readonly double _lost;
    private readonly List<KvOperation> _done = [];
    private readonly List<KvOperation> _late = [];
    private readonly Dictionary<string, KvSeen> _known = new(StringComparer.Ordinal);
    private long _stamp;
    private int _values;

    private SimulatedRun(int seed, StoreBug bug, int keys, double lost)
    {
        _random = new Random(seed);
        _store = new SimulatedStore(bug, _random);
        (_bug, _keys, _lost) = (bug, keys, lost);
    }

    /// <summary>The history of a run.</summary>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="bug">What the store does wrong.</param>
    /// <param name="clients">How many.</param>
    /// <param name="operations">Of each.</param>
    /// <param name="keys">How many.</param>
    /// <param name="lost">The share of writes whose answer is lost.</param>
    public static History Of(int seed, StoreBug bug = StoreBug.None, int clients = 8, int operations = 40, int keys = 3, double lost = 0.1)
        => new SimulatedRun(seed, bug, keys, lost).Run(clients, operations);

    private History Run(int clients, int operations)
    {
        var left = Enumerable.Repeat(operations, clients).ToArray();
        var asked = new KvOperation?[clients];
        var answered = new KvOperation?[clients];
        while (left.Sum() > 0)
        {
            var client = _random.Next(clients);
            if (answered[client] is { } answer)
            {
                Return(answer);
                (answered[client], asked[client]) = (null, null);
                left[client]--;
            }
            else if (asked[client] is { } request)
            {
                answered[client] = Answer(request);
            }
            else if (left[client] > 0)
            {
                asked[client] = Request(client) with { Invoked = ++_stamp };
            }
            if (_late.Count > 0 && _random.Next(20) == 0)
            {
                _store.Run(_late[0]);
                _late.RemoveAt(0);
            }
        }
        return new History(_done);
    }

    private KvOperation Request(int client)
    {
        var key = $"k{_random.Next(_keys)}";
        var request = new KvOperation { Client = client, Action = KvAction.Get, Key = key, Invoked = 0 };
        var value = $"v{++_values}";
        return _random.Next(10) switch
        {
            < 4 => request,
            < 7 => request with { Action = KvAction.Put, Value = value },
            7 => request with { Action = KvAction.Delete },
            8 => request with { Action = KvAction.CompareAndSwap, Value = value, IfRevision = _known.GetValueOrDefault(key)?.ModRevision ?? 0 },
            _ => request with { Action = KvAction.CompareAndSwap, Value = value, IfValue = _known.GetValueOrDefault(key)?.Value ?? "none" },
        };
    }

    private KvOperation Answer(KvOperation request)
    {
        if (request.Action == KvAction.Get || _random.NextDouble() >= _lost)
        {
            var answer = _store.Run(request);
            if (answer.Applied && _store.Strikes(StoreBug.WriteAppliedTwice))
            {
                _late.Add(request with { IfRevision = null, IfValue = null, Action = request.Action == KvAction.Delete ? KvAction.Delete : KvAction.Put });
            }
            return answer;
        }
        switch (_random.Next(3)) // never applied, applied at once, applied some time
        {
            case 1:
                _store.Run(request);
                break;
            case 2:
                _late.Add(request);
                break;
            default:
                break;
        }
        return request with { Outcome = _bug == StoreBug.AppliedButReportedFailed ? KvOutcome.NotApplied : KvOutcome.Unknown };
    }

    private void Return(KvOperation answer)
    {
        _done.Add(answer.Outcome == KvOutcome.Unknown ? answer : answer with { Returned = ++_stamp });
        if (answer.Seen is { } seen)
        {
            _known[answer.Key] = seen;
        }
    }
}
