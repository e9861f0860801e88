using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Several locks held as one, until they are released, disposed, or lost. Lost when one of them is: then <see cref="Ownership.CommitAsync"/>, which is guarded by
/// all, writes nothing any more, while the others stay locked until the set is disposed. All have one <see cref="Ownership.Fence"/>, since their
/// keys were made in one transaction; <see cref="Ownership.Key"/> is the first one's.
/// </summary>
public sealed class LockSet : Ownership
{
    private readonly Dictionary<string, LockHandle> _handles;

    internal LockSet(EtcdSession session, Place place, IReadOnlyList<string> names)
        : base(session, place)
    {
        Names = names;
        _handles = names.Select((name, index) => (name, index)).ToDictionary(
            each => each.name, each => new LockHandle(session, place.Only(each.index, each.name + "/"), LockMode.Exclusive), StringComparer.Ordinal);
    }

    /// <summary>What is held, in the order in which it was asked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>One of the locks, by its name: its own guard and loss. Releasing it alone ends the set, as a loss does.</summary>
    /// <exception cref="KeyNotFoundException">The set does not hold it.</exception>
    public LockHandle this[string name]
        => _handles.TryGetValue(name, out var handle) ? handle : throw new KeyNotFoundException($"The set holds {string.Join(", ", Names)}, but not '{name}'.");

    /// <summary>Gives all of them back in one transaction, so that whoever is next in each line has it.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it.</exception>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => GiveUpAsync(cancellationToken);

    internal override async ValueTask EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        foreach (var handle in _handles.Values)
        {
            await handle.EndAsync().ConfigureAwait(false);
        }
    }
}
