using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// What a configuration, its sections, flags and snapshots share. Beside <c>PREFIX/</c>, where the values are: <c>PREFIX.flags/</c>,
/// <c>PREFIX.snapshots/</c>, and <c>PREFIX.operations/</c> for short-lived marks of writes that must not run twice.
/// </summary>
internal sealed class ConfigStore : IAsyncDisposable
{
    /// <summary>How often a write is tried again because others were faster.</summary>
    public const int MaxAttempts = 100;

    // for a mark: longer than any call with its retries, so that none runs twice; then nothing is left
    private static readonly TimeSpan MarkLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TidyTime = TimeSpan.FromSeconds(2);

    private readonly Key _marks;

    public ConfigStore(EtcdClient client, Key prefix)
    {
        Client = client;
        Root = Prefixes.WithSlash(prefix);
        FlagsRoot = prefix.Append(".flags/");
        SnapshotsRoot = prefix.Append(".snapshots/");
        _marks = prefix.Append(".operations/");
        Values = new SharedMirror(client, KeyRange.Prefix(Root));
        Flags = new SharedMirror(client, KeyRange.Prefix(FlagsRoot));
    }

    public EtcdClient Client { get; }

    public Key Root { get; }

    public Key FlagsRoot { get; }

    public Key SnapshotsRoot { get; }

    public SharedMirror Values { get; }

    public SharedMirror Flags { get; }

    /// <summary>Runs a transaction under a mark: a lost answer is asked for, and nothing is applied twice.</summary>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked.</exception>
    public async ValueTask<TxnResult> CommitOnceAsync(Txn txn, CancellationToken cancellationToken)
    {
        var lease = await Client.Leases.GrantAsync(MarkLife, cancellationToken: cancellationToken).ConfigureAwait(false);
        var options = new TxnOptions { OperationKey = _marks.Append(lease.Id.ToString()), OperationLease = lease.Id };
        try
        {
            var result = await Client.CommitAsync(txn, options, cancellationToken).ConfigureAwait(false);
            await TidyAsync(lease.Id, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (EtcdException e) when (e is not EtcdAmbiguousResultException and not EtcdUnavailableException)
        {
            await TidyAsync(lease.Id, cancellationToken).ConfigureAwait(false); // refused
            throw;
        }
    }

    /// <summary>Writes a key if nobody has since <paramref name="known"/>, and the guards hold; null when not. Then the mirror shows what was written, or what was in the way.</summary>
    public async ValueTask<Revision?> TrySwapAsync(Mirror mirror, Key key, Value value, Revision known, IReadOnlyList<Compare> guards, CancellationToken cancellationToken)
    {
        var txn = new Txn().If([Compare.ModRevision(key) == known, .. guards]).Then(Op.Put(key, value));
        var result = await CommitOnceAsync(txn, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
        {
            await SharedMirror.ShowAsync(mirror, result.Revision, cancellationToken).ConfigureAwait(false);
            return result.Revision;
        }
        var found = await Client.GetAsync(key, cancellationToken).ConfigureAwait(false);
        var obstacle = found is null || found.Value.ModRevision == known ? result.Revision : found.Value.ModRevision;
        await mirror.WaitForAsync(obstacle, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Reads, changes and writes a key, again when others were faster; exactly once.</summary>
    /// <param name="place">The mirror to read from.</param>
    /// <param name="key">What to change.</param>
    /// <param name="change">From what is there, null for nothing, to what shall be; may run several times.</param>
    /// <param name="guards">What else must hold, by what the mirror shows.</param>
    /// <param name="cancellationToken">Stops the tries.</param>
    public async ValueTask<Value> SwapAsync(SharedMirror place, Key key, Func<KeyValue?, Value> change, Func<RangeSnapshot, IReadOnlyList<Compare>> guards, CancellationToken cancellationToken)
    {
        var mirror = await place.GetAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var now = mirror.Current;
            var known = now.TryGetValue(key, out var found) ? found : (KeyValue?)null;
            var value = change(known);
            if (await TrySwapAsync(mirror, key, value, known?.ModRevision ?? default, guards(now), cancellationToken).ConfigureAwait(false) is not null)
            {
                return value;
            }
        }
        throw Conflict($"'{key}'");
    }

    public static EtcdConflictException Conflict(string what)
        => new($"Others kept changing {what}, {MaxAttempts} times in a row; nothing was written.") { Code = EtcdErrorCode.Conflict, Attempts = MaxAttempts };

    public static EtcdException Refused(string message, Exception? cause = null, EtcdErrorCode code = EtcdErrorCode.FailedPrecondition)
        => new(message, cause) { Code = code };

    public async ValueTask DisposeAsync()
    {
        await Values.DisposeAsync().ConfigureAwait(false);
        await Flags.DisposeAsync().ConfigureAwait(false);
    }

    // the transaction stands, whatever becomes of its mark
    private async ValueTask TidyAsync(LeaseId lease, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TidyTime, Client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await Client.Leases.RevokeAsync(lease, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EtcdException or OperationCanceledException)
        {
            // the lease expires by itself, and takes the mark along
        }
    }
}
