using System.Text;

namespace Etcd.Testing;

/// <summary>
/// The search for an order of one key's operations. What must have happened is a list of calls and returns, from which a call is taken
/// together with its return; what may have happened stands beside it, and is tried where nothing that must happen fits.
/// </summary>
internal sealed class KeySearch
{
    private readonly Entry _head = new();
    private readonly OptionalWrites _optional;
    private readonly HashSet<(UInt128 Ordered, KeyState State)> _tried = [];
    private readonly List<Step> _order = [];
    private readonly Func<bool> _isOver;
    private readonly int _maxStates;
    private KeyState _state = KeyState.Missing;
    private UInt128 _ordered;
    private int _left;
    private (int Left, KeyState State, KvOperation[] Last, KvOperation[] Stuck) _best = (int.MaxValue, default, [], []);

    public KeySearch(IReadOnlyList<KvOperation> operations, Func<bool> isOver, int maxStates)
    {
        (_isOver, _maxStates) = (isOver, maxStates);
        var known = KnownWrites.Of(operations);
        var random = new Random(1); // marks of 128 random bits: two sets with the same sum would be an accident of 1 in 10^38
        var must = known.Where(operation => operation.Outcome == KvOutcome.Done).Select(operation => new Entry { Call = operation, Mark = NewMark(random) }).ToArray();
        _left = must.Length;
        Link(must);
        _optional = new OptionalWrites(operations, known.Where(operation => operation.Outcome == KvOutcome.Unknown), () => NewMark(random));
    }

    public int States => _tried.Count;

    public LinearizabilityOutcome Run()
    {
        var next = _head.Next;
        var optional = 0;
        for (var steps = 0; _left > 0; steps++)
        {
            if (_tried.Count >= _maxStates || (steps % 4096 == 0 && _isOver()))
            {
                return LinearizabilityOutcome.Undecided;
            }
            if (next is { IsReturn: false })
            {
                var isNew = _state.After(next.Call!) is { } after && Try(new Step(next, -1, _state, next.Mark), after);
                next = isNew ? _head.Next : next.Next;
                optional = 0;
            }
            else if (optional < _optional.Count)
            {
                var write = _optional.At(optional, before: next!.Stamp);
                if (write is { } candidate && _state.After(candidate.Operation) is { } after && Try(new Step(null, optional, _state, candidate.Mark), after))
                {
                    _optional.Take(optional);
                    next = _head.Next;
                    optional = 0;
                }
                else
                {
                    optional++;
                }
            }
            else if (_order.Count == 0)
            {
                return LinearizabilityOutcome.Violation;
            }
            else
            {
                (next, optional) = Back();
            }
        }
        return LinearizabilityOutcome.Linearizable;
    }

    /// <summary>The deepest point that the search reached, and what none of the orders got past.</summary>
    public string Explain()
    {
        var text = new StringBuilder($"key {_best.Stuck[0].Key}: no order explains these operations. After\n");
        foreach (var operation in _best.Last)
        {
            text.Append("    ").Append(operation).Append('\n');
        }
        text.Append("  the key holds ").Append(_best.State).Append(", and then none of these can come next:\n");
        foreach (var operation in _best.Stuck)
        {
            text.Append("    ").Append(operation).Append('\n');
        }
        return text.ToString();
    }

    private bool Try(Step step, KeyState after)
    {
        if (!_tried.Add((_ordered + step.Mark, after)))
        {
            return false;
        }
        _order.Add(step);
        _ordered += step.Mark;
        _state = after;
        if (step.Taken is { } taken)
        {
            taken.Unlink();
            taken.Match!.Unlink();
            _left--;
            Remember();
        }
        return true;
    }

    private (Entry? Next, int Optional) Back()
    {
        var step = _order[^1];
        _order.RemoveAt(_order.Count - 1);
        _ordered -= step.Mark;
        _state = step.Before;
        if (step.Taken is { } taken)
        {
            taken.Match!.Relink();
            taken.Relink();
            _left++;
            return (taken.Next, 0);
        }
        _optional.GiveBack(step.Optional);
        var next = _head.Next;
        while (next is { IsReturn: false })
        {
            next = next.Next;
        }
        return (next, step.Optional + 1);
    }

    private void Remember()
    {
        if (_left >= _best.Left)
        {
            return;
        }
        List<KvOperation> stuck = [];
        var entry = _head.Next;
        for (; entry is { IsReturn: false }; entry = entry.Next)
        {
            stuck.Add(entry.Call!);
        }
        if (stuck.Count == 0 && entry is not null)
        {
            stuck.Add(entry.Match!.Call!); // seen before it was invoked
        }
        _best = (_left, _state, [.. _order.TakeLast(3).Select(step => step.Taken?.Call ?? _optional.Last(step.Optional))], [.. stuck]);
    }

    private void Link(Entry[] calls)
    {
        foreach (var call in calls)
        {
            call.Stamp = call.Call!.Invoked;
            call.Match = new Entry { IsReturn = true, Match = call, Stamp = call.Call.Returned };
        }
        var last = _head;
        foreach (var entry in calls.Concat(calls.Select(call => call.Match!)).OrderBy(entry => entry.Stamp).ThenBy(entry => entry.IsReturn))
        {
            (last.Next, entry.Previous) = (entry, last);
            last = entry;
        }
        _best = _best with { Stuck = calls.Length == 0 ? [] : [calls[0].Call!] };
    }

    private static UInt128 NewMark(Random random) => new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private readonly record struct Step(Entry? Taken, int Optional, KeyState Before, UInt128 Mark);

    private sealed class Entry
    {
        public KvOperation? Call { get; init; }

        public UInt128 Mark { get; init; }

        public bool IsReturn { get; init; }

        public long Stamp { get; set; }

        public Entry? Match { get; set; }

        public Entry? Next { get; set; }

        public Entry? Previous { get; set; }

        public void Unlink()
        {
            Previous!.Next = Next;
            Next?.Previous = Previous;
        }

        public void Relink()
        {
            Previous!.Next = this;
            Next?.Previous = this;
        }
    }
}
