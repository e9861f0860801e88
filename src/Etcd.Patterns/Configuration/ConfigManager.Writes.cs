using Etcd.Client;

namespace Etcd.Patterns;

public sealed partial class ConfigManager
{
    private readonly ConfigWriter _writer;

    /// <summary>Writes a value. When it returns, reads here show it.</summary>
    /// <returns>The revision that it made.</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written; setting the same value again is harmless.</exception>
    /// <exception cref="EtcdException">It was not written; <see cref="EtcdErrorCode.FailedPrecondition"/>: the path is a section, or part of it is a value.</exception>
    public ValueTask<Revision> SetAsync(string path, ConfigValue value, CancellationToken cancellationToken = default)
        => _writer.PutAsync([KeyValuePair.Create(FullPath(path), value.Raw)], cancellationToken);

    /// <summary>Writes several values in one transaction, at one revision: all or none, and nobody ever sees a part of them. When it returns, reads here show them. At most 32,768 values, and what etcd takes as one request: 1.5 MiB by default.</summary>
    /// <returns>The revision that they made.</returns>
    /// <exception cref="ArgumentException">A path is none, or given as a value and as a section.</exception>
    /// <exception cref="EtcdAmbiguousResultException">They may have been written; setting the same values again is harmless.</exception>
    /// <exception cref="EtcdException">None was written; <see cref="EtcdErrorCode.FailedPrecondition"/>: a path is a section, or part of it is a value.</exception>
    public async ValueTask<Revision> SetAllAsync(IReadOnlyDictionary<string, ConfigValue> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        KeyValuePair<string, Value>[] writes = [.. values.Select(each => KeyValuePair.Create(FullPath(each.Key), each.Value.Raw))];
        ConfigWriter.ThrowIfBoth([.. writes.Select(each => each.Key)]);
        return writes.Length == 0
            ? (await MirrorAsync(cancellationToken).ConfigureAwait(false)).Current.Revision
            : await _writer.PutAsync(writes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a value if nobody has since it was read; null when somebody has. A lost answer is asked for: it is never written twice. When it returns, reads here show it, or what was in the way.</summary>
    /// <param name="path">What to write.</param>
    /// <param name="value">The value.</param>
    /// <param name="ifRevision">Its <see cref="ConfigEntry.Revision"/> when it was read; default: there must be none yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The revision that it made.</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been written.</exception>
    /// <exception cref="EtcdException">It was not written; <see cref="EtcdErrorCode.FailedPrecondition"/>: the path is a section, or part of it is a value.</exception>
    public async ValueTask<Revision?> TrySetAsync(string path, ConfigValue value, Revision ifRevision, CancellationToken cancellationToken = default)
    {
        var (key, full) = (KeyOf(path), FullPath(path));
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < ConfigStore.MaxAttempts; attempt++)
        {
            var guards = _writer.Guards(mirror.Current, [full], again: attempt > 0);
            if (await Store.TrySwapAsync(mirror, key, value.Raw, ifRevision, guards, cancellationToken).ConfigureAwait(false) is { } written)
            {
                return written;
            }
            if ((mirror.Current.TryGetValue(key, out var found) ? found.ModRevision : default) != ifRevision)
            {
                return null;
            }
        }
        throw ConfigStore.Conflict($"'{path}'");
    }

    /// <summary>Reads, changes and writes a value, as one step: again when others were faster, and exactly once. When it returns, reads here show it.</summary>
    /// <param name="path">What to change.</param>
    /// <param name="change">From the value there is, null for none, to the one that shall be. May run several times: it must touch nothing else. What it throws comes out, and nothing is written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The value that was written.</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdConflictException">Others were faster 100 times in a row; nothing was written.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been written.</exception>
    /// <exception cref="EtcdException">It was not written; <see cref="EtcdErrorCode.FailedPrecondition"/>: the path is a section, or part of it is a value.</exception>
    public async ValueTask<ConfigValue> UpdateAsync(string path, Func<ConfigValue?, ConfigValue> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (full, again) = (FullPath(path), false);
        var written = await Store.SwapAsync(Store.Values, KeyOf(path), Changed, Guards, cancellationToken).ConfigureAwait(false);
        return new ConfigValue(written, path);

        Value Changed(KeyValue? found) => change(found is { } there ? new ConfigValue(there.Value, path) : default(ConfigValue?)).Raw;

        IReadOnlyList<Compare> Guards(RangeSnapshot now)
        {
            var guards = _writer.Guards(now, [full], again);
            again = true;
            return guards;
        }
    }

    /// <summary>Removes a value; what is below it as a section stays. When it returns, reads here do not show it any more.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may be removed; doing it again is harmless.</exception>
    /// <exception cref="EtcdException">It was not removed.</exception>
    public async ValueTask<bool> RemoveAsync(string path, CancellationToken cancellationToken = default)
        => await RemoveAsync(KeyRange.Single(KeyOf(path)), cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Removes every value of the section at <paramref name="path"/>, all at one revision. When it returns, reads here do not show them any more.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdAmbiguousResultException">They may be removed: all or none; doing it again is harmless.</exception>
    /// <exception cref="EtcdException">None was removed.</exception>
    public ValueTask<long> RemoveSectionAsync(string path, CancellationToken cancellationToken = default)
        => RemoveAsync(KeyRange.Prefix(KeyOf(path).Append("/")), cancellationToken);

    private async ValueTask<long> RemoveAsync(KeyRange range, CancellationToken cancellationToken)
    {
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        var result = await Store.Client.DeleteRangeAsync(range, cancellationToken).ConfigureAwait(false);
        if (result.Deleted > 0 || mirror.Current.Keys.Any(range.Contains))
        {
            await SharedMirror.ShowAsync(mirror, result.Revision, cancellationToken).ConfigureAwait(false);
        }
        return result.Deleted;
    }

    private string FullPath(string path) => _section + ConfigPath.Valid(path);
}
