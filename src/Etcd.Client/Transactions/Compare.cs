using CompareTarget = Etcd.Client.Proto.Compare.Types.CompareTarget;

namespace Etcd.Client;

/// <summary>A condition of a transaction. Compares on a range hold when they hold for every key in it.</summary>
public sealed class Compare
{
    internal Compare(params IReadOnlyList<Proto.Compare> wire) => Wire = wire;

    internal IReadOnlyList<Proto.Compare> Wire { get; }

    /// <summary>Several that must all hold, as one: what a single guard is where more than one thing must be true.</summary>
    public static Compare All(params ReadOnlySpan<Compare> all)
    {
        List<Proto.Compare> wire = [];
        foreach (var each in all)
        {
            wire.AddRange(each.Wire);
        }
        return new Compare(wire);
    }

    /// <summary>The key's value, as bytes. A key that does not exist has none: such a compare does not hold.</summary>
    public static ValueComparand Value(Key key) => new(key);

    /// <summary>How often the key was written since its creation; 0 when it does not exist.</summary>
    public static Comparand<long> Version(Key key)
        => new(On(key, CompareTarget.Version), static (wire, number) => wire.Version = number);

    /// <summary>The key's lease; default when it has none.</summary>
    public static Comparand<LeaseId> Lease(Key key)
        => new(On(key, CompareTarget.Lease), static (wire, lease) => wire.Lease = lease.Number);

    /// <summary>When the key was created; 0 when it does not exist.</summary>
    public static Comparand<Revision> CreateRevision(Key key)
        => new(On(key, CompareTarget.Create), static (wire, revision) => wire.CreateRevision = revision.Number);

    /// <summary>When the key was last written; 0 when it does not exist.</summary>
    public static Comparand<Revision> ModRevision(Key key)
        => new(On(key, CompareTarget.Mod), static (wire, revision) => wire.ModRevision = revision.Number);

    /// <summary>When each key of the range was last written: "&lt; the revision I read at, plus one" means no change since, new keys included.</summary>
    public static Comparand<Revision> ModRevision(KeyRange every)
        => new(new Proto.Compare { Key = every.WireKey, RangeEnd = every.WireEnd, Target = CompareTarget.Mod },
            static (wire, revision) => wire.ModRevision = revision.Number);

    /// <summary>When each key of the range was created: "= 0" means that there is none.</summary>
    public static Comparand<Revision> CreateRevision(KeyRange every)
        => new(new Proto.Compare { Key = every.WireKey, RangeEnd = every.WireEnd, Target = CompareTarget.Create },
            static (wire, revision) => wire.CreateRevision = revision.Number);

    /// <summary>The key exists.</summary>
    public static Compare Exists(Key key) => CreateRevision(key) != default(Revision);

    /// <summary>The key does not exist.</summary>
    public static Compare Missing(Key key) => CreateRevision(key) == default(Revision);

    private static Proto.Compare On(Key key, CompareTarget target) => new() { Key = key.ToByteString(), Target = target };
}
