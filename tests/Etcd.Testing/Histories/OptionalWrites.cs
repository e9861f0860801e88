namespace Etcd.Testing;

/// <summary>
/// Writes whose answer was lost and whose value nobody saw: they may have happened at any time from their invocation on. Puts among them cannot be
/// told apart, nor can deletes: none has a deadline, so the earliest one left stands for all, which keeps the search small.
/// </summary>
internal sealed class OptionalWrites
{
    private readonly (KvOperation Operation, UInt128 Mark)[][] _choices;
    private readonly int[] _taken;

    public OptionalWrites(IReadOnlyList<KvOperation> all, IEnumerable<KvOperation> unknown, Func<UInt128> newMark)
    {
        var matters = KnownWrites.ValuesThatMatter(all);
        _choices =
        [
            .. unknown
                .GroupBy(write => write.Action == KvAction.Delete ? "deletes" : write.Action == KvAction.Put && !matters.Contains(write.Value!) ? "puts" : $"{write.Invoked}", StringComparer.Ordinal)
                .Select(choice => choice.OrderBy(write => write.Invoked).Select(write => (Plain(write, choice.Key), newMark())).ToArray()),
        ];
        _taken = new int[_choices.Length];
    }

    /// <summary>How many choices there are.</summary>
    public int Count => _choices.Length;

    /// <summary>The write that stands for a choice; null: there is none that was invoked by then.</summary>
    public (KvOperation Operation, UInt128 Mark)? At(int choice, long before)
        => _taken[choice] < _choices[choice].Length && _choices[choice][_taken[choice]] is var write && write.Operation.Invoked < before ? write : null;

    public void Take(int choice) => _taken[choice]++;

    public void GiveBack(int choice) => _taken[choice]--;

    /// <summary>The one taken last.</summary>
    public KvOperation Last(int choice) => _choices[choice][Math.Max(0, _taken[choice] - 1)].Operation;

    // the same value for all puts that nobody saw: equal states are equal for the memory too
    private static KvOperation Plain(KvOperation write, string choice) => choice == "puts" ? write with { Value = "a value nobody saw" } : write;
}
