using System.Globalization;
using System.Runtime.CompilerServices;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Numbered snapshots of a configuration, or of a section: each shows one revision, and never changes. They are stored beside the
/// configuration, in <c>PREFIX.snapshots/</c>, as one value each, so that what etcd takes as one request (1.5 MiB by default) is their
/// limit, in both directions. Feature flags are no part of them. Thread-safe.
/// </summary>
public sealed class SnapshotManager
{
    private readonly ConfigManager _config;
    private readonly ConfigStore _store;
    private readonly Key _heads;
    private readonly Key _bodies;

    /// <summary>The snapshots of <paramref name="config"/>; a section has its own, with versions of their own.</summary>
    public SnapshotManager(ConfigManager config)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_config, _store) = (config, config.Store);
        _heads = _store.SnapshotsRoot.Append("heads/" + config.SectionPath);
        _bodies = _store.SnapshotsRoot.Append("values/" + config.SectionPath);
    }

    /// <summary>Makes a snapshot of the configuration as it is now: of one revision, no older than the call. A lost answer is asked for.</summary>
    /// <param name="version">Its number, from 1 on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 1.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been made.</exception>
    /// <exception cref="EtcdException">It was not made; <see cref="EtcdErrorCode.FailedPrecondition"/>: there is one of this version, and it stays as it is; <see cref="EtcdErrorCode.RequestTooLarge"/>: the configuration is too large for one value.</exception>
    public async ValueTask<ConfigSnapshot> CreateAsync(int version, CancellationToken cancellationToken = default)
    {
        var (head, body) = (Head(version), Body(version));
        var mirror = await _store.Values.GetAsync(cancellationToken).ConfigureAwait(false);
        var latest = await _store.Client.GetRangeAsync(KeyRange.Single(head), cancellationToken).ConfigureAwait(false);
        var now = await mirror.WaitForAsync(latest.Revision, cancellationToken).ConfigureAwait(false);
        var values = SnapshotBody.Of(now, _config.Root);
        var mine = new SnapshotHead(Guid.NewGuid(), now.Revision.Number, _store.Client.TimeProvider.GetUtcNow(), values.All().Count());
        var there = Op.Get(head);
        var txn = new Txn().If(Compare.Missing(head))
            .Then(Op.Put(head, Value.Json(mine, ConfigJson.Readable.SnapshotHead)), Op.Put(body, Value.Json(values, ConfigJson.Readable.SnapshotBody)))
            .Else(there);
        var result = await CommitAsync(txn, "The configuration is too large for a snapshot, which is one value").ConfigureAwait(false);
        return result.Succeeded || Read(result.ResultOf(there)!.Value).Id == mine.Id
            ? mine.As(version)
            : throw ConfigStore.Refused($"There is a snapshot {version} of '{_config.Root}' already, of {Read(result.ResultOf(there)!.Value).CreatedAt:u}; take another version, or delete that one. Nothing was written.");

        // sent again it finds itself, by its id
        async ValueTask<TxnResult> CommitAsync(Txn txn, string tooLarge)
        {
            try
            {
                return await _store.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdException e) when (e.Code == EtcdErrorCode.RequestTooLarge)
            {
                throw TooLarge(tooLarge, e);
            }
        }
    }

    /// <summary>Makes the configuration exactly what a snapshot shows, in one transaction: values that came later go, those that have the right value already are not written again. Nobody ever sees a part of it, a write of others at the same time comes before or after the whole, and a lost answer is asked for. When it returns, reads here show it.</summary>
    /// <returns>The revision that it made; the present one when there was nothing to do.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 1.</exception>
    /// <exception cref="KeyNotFoundException">There is no snapshot of this version.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been restored, as a whole.</exception>
    /// <exception cref="EtcdException">Nothing was changed; <see cref="EtcdErrorCode.RequestTooLarge"/>: it takes more than one request can hold; <see cref="EtcdErrorCode.FailedPrecondition"/>: the section has become a value.</exception>
    public async ValueTask<Revision> RestoreAsync(int version, CancellationToken cancellationToken = default)
    {
        var (_, body) = await ReadAsync(version, cancellationToken).ConfigureAwait(false);
        var mirror = await _store.Values.GetAsync(cancellationToken).ConfigureAwait(false);
        Compare[] above = [.. ConfigPath.Above(_config.SectionPath).Select(path => Compare.Missing(_store.Root.Append(path)))];
        try
        {
            var result = await _store.CommitOnceAsync(RestorePlan.For(_config.Root, body.All(), mirror.Current).If(above), cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw ConfigStore.Refused($"'{_config.SectionPath}' is, or lies in, what is a value by now; remove that first. Nothing was changed.");
            }
            await SharedMirror.ShowAsync(mirror, result.Revision, cancellationToken).ConfigureAwait(false);
            return result.Revision;
        }
        catch (EtcdException e) when (e.Code is EtcdErrorCode.RequestTooLarge or EtcdErrorCode.TooManyOperations)
        {
            throw TooLarge($"Snapshot {version} has {body.All().Count()} values, and putting them back is more than one transaction holds", e);
        }
    }

    /// <summary>All snapshots, by version.</summary>
    /// <exception cref="EtcdException">They cannot be read.</exception>
    public async ValueTask<IReadOnlyList<ConfigSnapshot>> ListAsync(CancellationToken cancellationToken = default)
    {
        var found = await _store.Client.GetRangeAsync(KeyRange.Prefix(_heads), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(head => (Version: VersionOf(head.Key), Head: head)).Where(each => each.Version > 0) // not the sections'
            .Select(each => Read(each.Head).As(each.Version)).OrderBy(each => each.Version)];
    }

    /// <summary>The values of a snapshot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 1.</exception>
    /// <exception cref="KeyNotFoundException">There is no snapshot of this version.</exception>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public async ValueTask<ConfigView> GetAsync(int version, CancellationToken cancellationToken = default)
    {
        var (head, body) = await ReadAsync(version, cancellationToken).ConfigureAwait(false);
        return new ConfigView(new Revision(head.Revision), body.All().OrderBy(each => new Key(each.Key)));
    }

    /// <summary>What has changed since a snapshot was made, in the order of the paths; of values that were not changed nothing is said.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async ValueTask<IReadOnlyList<ConfigChange>> DiffAsync(int from, CancellationToken cancellationToken = default)
    {
        var before = await GetAsync(from, cancellationToken).ConfigureAwait(false);
        return before.To(await _config.GetAllAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is different in snapshot <paramref name="to"/>, in the order of the paths.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async ValueTask<IReadOnlyList<ConfigChange>> DiffAsync(int from, int to, CancellationToken cancellationToken = default)
    {
        var before = await GetAsync(from, cancellationToken).ConfigureAwait(false);
        return before.To(await GetAsync(to, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Deletes a snapshot; the configuration stays.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 1.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may be deleted; doing it again is harmless.</exception>
    /// <exception cref="EtcdException">It was not deleted.</exception>
    public async ValueTask<bool> DeleteAsync(int version, CancellationToken cancellationToken = default)
    {
        var head = Op.Delete(Head(version));
        var result = await _store.Client.CommitAsync(new Txn().Then(head, Op.Delete(Body(version))), cancellationToken).ConfigureAwait(false);
        return result.ResultOf(head).Deleted > 0;
    }

    private static EtcdException TooLarge(string what, EtcdException e)
        => ConfigStore.Refused($"{what}: etcd takes 1.5 MiB and 128 operations by default (--max-request-bytes, --max-txn-ops). Snapshots of sections are smaller. Nothing was changed.", e, e.Code);

    private static SnapshotHead Read(KeyValue head) => new ConfigValue(head.Value, head.Key.ToString()).ToJson(ConfigJson.Readable.SnapshotHead);

    private async ValueTask<(SnapshotHead Head, SnapshotBody Body)> ReadAsync(int version, CancellationToken cancellationToken)
    {
        var (head, body) = (Op.Get(Head(version)), Op.Get(Body(version)));
        var found = await _store.Client.CommitAsync(new Txn().Then(head, body), cancellationToken).ConfigureAwait(false);
        return (found.ResultOf(head), found.ResultOf(body)) is ({ } first, { } second)
            ? (Read(first), new ConfigValue(second.Value, second.Key.ToString()).ToJson(ConfigJson.Readable.SnapshotBody))
            : throw new KeyNotFoundException($"There is no snapshot {version} of '{_config.Root}'.");
    }

    private Key Head(int version) => _heads.Append(Text(version));

    private Key Body(int version) => _bodies.Append(Text(version));

    private int VersionOf(Key head)
        => int.TryParse(head.Without(_heads).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static string Text(int version, [CallerArgumentExpression(nameof(version))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1, name);
        return version.ToString(CultureInfo.InvariantCulture);
    }
}
