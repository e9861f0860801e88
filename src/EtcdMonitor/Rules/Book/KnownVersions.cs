namespace EtcdMonitor.Rules.Book;

/// <summary>What etcd's own change logs say of faults that put data at risk, by version.</summary>
internal static class KnownVersions
{
    /// <summary>The faults, the worst first.</summary>
    public static IReadOnlyList<KnownFault> Faults { get; } =
    [
        new(Severity.Warning, "a member that is killed under load may lose writes that the others have", "https://github.com/etcd-io/etcd/pull/13908", ("3.5.0", "3.5.3")),
        new(Severity.Warning, "a member that ends while it defragments may come back at another revision than the others", "https://github.com/etcd-io/etcd/pull/14733", ("3.5.0", "3.5.6")),
        new(Severity.Warning, "with users, a member that recovers from a snapshot may come to hold other data", "https://github.com/etcd-io/etcd/pull/14648", ("3.4.0", "3.4.22"), ("3.5.0", "3.5.6")),
        new(Severity.Warning, "a single member may lose writes that it has confirmed", "https://github.com/etcd-io/etcd/pull/14424", ("3.4.0", "3.4.21"), ("3.5.0", "3.5.5")) { SingleOnly = true },
        new(Severity.Info, "a snapshot from the leader that meets a defragmentation may damage the database", "https://github.com/etcd-io/etcd/pull/20653", ("3.4.0", "3.4.38"), ("3.5.0", "3.5.23"), ("3.6.0", "3.6.5")),
        new(Severity.Info, "a member that ends while it compacts may come back at an earlier revision", "https://github.com/etcd-io/etcd/pull/17865", ("3.4.0", "3.4.32"), ("3.5.0", "3.5.14")),
        new(Severity.Info, "a member whose process paused may answer a linearizable read with old data", "https://github.com/etcd-io/etcd/pull/21421", ("3.4.0", "3.4.42"), ("3.5.0", "3.5.28"), ("3.6.0", "3.6.9")),
    ];

    /// <summary><c>3.5.0-rc.1</c> as 3.5.0; 0.0 where it is no version.</summary>
    public static Version Parse(string text) => Version.TryParse(text.Split('-', '+')[0], out Version? version) ? version : new();

    /// <summary>Faults of a version, the worst first.</summary>
    public static IEnumerable<KnownFault> Of(string version, int voters)
    {
        Version parsed = Parse(version);
        return Faults.Where(f => (!f.SingleOnly || voters == 1) && f.FixedIn(parsed) is not null);
    }
}
