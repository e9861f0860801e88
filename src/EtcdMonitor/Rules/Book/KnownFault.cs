namespace EtcdMonitor.Rules.Book;

/// <summary>A fault of etcd that is known and mended.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="What">What may happen, after "in which".</param>
/// <param name="Link">Where etcd's change log points to.</param>
/// <param name="Ranges">Versions that have it, for each line of versions: from the first to the one that mends it, without that.</param>
internal sealed record KnownFault(Severity Severity, string What, string Link, params (string From, string Fixed)[] Ranges)
{
    /// <summary>Whether it takes a cluster of one member.</summary>
    public bool SingleOnly { get; init; }

    /// <summary>The version that mends it in the line of <paramref name="version"/>; null: that version does not have it.</summary>
    public string? FixedIn(Version version) => Array.Find(Ranges, r => version >= Version.Parse(r.From) && version < Version.Parse(r.Fixed)).Fixed;
}
