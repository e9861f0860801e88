using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Writes values such that no path is ever both a value and a section.</summary>
internal sealed class ConfigWriter(ConfigStore store)
{
    // more than so many compares and one on the whole configuration is cheaper; it also fails when others create something harmless
    private const int MostCompares = 32;

    /// <summary>Writes all of them in one transaction, at one revision, and waits until the mirror shows them.</summary>
    /// <param name="values">By full path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<Revision> PutAsync(IReadOnlyCollection<KeyValuePair<string, Value>> values, CancellationToken cancellationToken)
    {
        string[] paths = [.. values.Select(each => each.Key)];
        Op[] puts = TxnTree.Of([.. values.Select(each => (Op)Op.Put(store.Root.Append(each.Key), each.Value))]);
        var mirror = await store.Values.GetAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < ConfigStore.MaxAttempts; attempt++)
        {
            var txn = new Txn().If([.. Guards(mirror.Current, paths, again: attempt > 0)]).Then(puts);
            var result = await store.Client.CommitAsync(txn, cancellationToken).ConfigureAwait(false);
            if (result.Succeeded)
            {
                await SharedMirror.ShowAsync(mirror, result.Revision, cancellationToken).ConfigureAwait(false);
                return result.Revision;
            }
            await mirror.WaitForAsync(result.Revision, cancellationToken).ConfigureAwait(false);
        }
        throw ConfigStore.Conflict("the configuration");
    }

    /// <summary>What must hold, so that nothing at <paramref name="paths"/> becomes both a value and a section.</summary>
    /// <param name="now">What the mirror shows.</param>
    /// <param name="paths">Full paths that shall be values.</param>
    /// <param name="again">True: a first try has failed; then what the mirror shows is looked at for the reason.</param>
    /// <exception cref="EtcdException">It does not hold already.</exception>
    public IReadOnlyList<Compare> Guards(RangeSnapshot now, IReadOnlyCollection<string> paths, bool again)
    {
        Compare[] each =
        [
            .. paths.SelectMany(ConfigPath.Above).Distinct(StringComparer.Ordinal).Select(above => Compare.Missing(store.Root.Append(above))),
            .. paths.Select(path => Compare.CreateRevision(KeyRange.Prefix(store.Root.Append(path + "/"))) == default(Revision)),
        ];
        if (again || each.Length > MostCompares)
        {
            ThrowIfBoth(now, paths);
        }
        return each.Length <= MostCompares ? each : [Compare.CreateRevision(KeyRange.Prefix(store.Root)) < now.Revision.Next];
    }

    /// <summary>Says which of the paths given together are both a value and a section.</summary>
    /// <exception cref="ArgumentException">One of them is.</exception>
    public static void ThrowIfBoth(IReadOnlyCollection<string> paths)
    {
        var all = paths.ToHashSet(StringComparer.Ordinal);
        if (paths.SelectMany(path => ConfigPath.Above(path).Where(all.Contains).Select(above => (above, path))).FirstOrDefault() is ({ } above, { } path))
        {
            throw new ArgumentException($"'{above}' cannot be a value, since it is the section of '{path}'; set one of them only.", nameof(paths));
        }
    }

    private void ThrowIfBoth(RangeSnapshot now, IReadOnlyCollection<string> paths)
    {
        foreach (var above in paths.SelectMany(ConfigPath.Above).Distinct(StringComparer.Ordinal))
        {
            if (now.ContainsKey(store.Root.Append(above)))
            {
                throw ConfigStore.Refused($"'{above}' is a value already, so that it cannot be a section too; remove it first, or take another path. Nothing was written.");
            }
        }
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        foreach (var (key, _) in now)
        {
            var there = key.Without(store.Root).ToString();
            if (ConfigPath.Above(there).FirstOrDefault(wanted.Contains) is { } section)
            {
                throw ConfigStore.Refused($"'{section}' is a section already, with '{there}' in it, so that it cannot be a value too; remove that first, or take another path. Nothing was written.");
            }
        }
    }
}
