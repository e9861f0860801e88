using System.Runtime.CompilerServices;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Active and active: all members work, and each resource is with one of them at a time, by a lock of its own. <b>The lock does not by itself keep a holder that stood
/// still from writing late: use the handle's <see cref="Ownership.CommitAsync"/>, <see cref="Ownership.Guard"/> or <see cref="Ownership.Fence"/>.</b> The list of members
/// is for people and for dividing work; no right hangs on it. Thread-safe.
/// </summary>
public sealed class ActiveActiveGroup
{
    private readonly EtcdSession _session;
    private readonly Key _members;
    private readonly Key _resources;
    private readonly Key _marks;

    /// <summary>The group at <paramref name="prefix"/>: members stand under <c>prefix/members/</c>, locks under <c>prefix/resources/</c>.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public ActiveActiveGroup(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        var place = Prefixes.WithSlash(prefix);
        (_session, _members, _resources, _marks) = (session, place.Append("members/"), place.Append("resources/"), Prefixes.Beside(place, ".marks/"));
    }

    /// <summary>Shows the others that we are here, until the membership is left or disposed. Resources can be worked on without it.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<GroupMembership> JoinAsync(CancellationToken cancellationToken = default)
        => GroupMembership.JoinAsync(_session, _members, _marks, cancellationToken);

    /// <summary>Who is here, the eldest first.</summary>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public async ValueTask<IReadOnlyList<GroupMember>> GetMembersAsync(CancellationToken cancellationToken = default)
        => InOrder(await _session.Client.GetRangeAsync(KeyRange.Prefix(_members), cancellationToken).ConfigureAwait(false));

    /// <summary>Who is here, the eldest first: now, then after each change. Goes on over trouble with etcd, with the last that was known.</summary>
    /// <exception cref="EtcdException">The first list cannot be read; or later, as <see cref="EtcdAuthException"/>, the user may not read it any more.</exception>
    public async IAsyncEnumerable<IReadOnlyList<GroupMember>> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var mirror = await _session.Client.MirrorAsync(KeyRange.Prefix(_members), cancellationToken).ConfigureAwait(false);
        await using var _ = mirror.ConfigureAwait(false);
        IReadOnlyList<GroupMember>? last = null;
        await foreach (var change in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            var members = InOrder(change.After.Values);
            if (last is null || !members.SequenceEqual(last))
            {
                last = members;
                yield return members;
            }
        }
    }

    /// <summary>Waits until the resource is free, for as long as it takes, and works on it. The work's token fires also when the lock is lost.</summary>
    /// <param name="resource">Its name, any text but the empty one.</param>
    /// <param name="work">Runs while no other member of the group works on that resource.</param>
    /// <param name="cancellationToken">Ends the wait, and stops the work.</param>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public Task RunAsync(string resource, Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
        => LockOf(resource).RunAsync(work, cancellationToken);

    /// <summary>Works on the resource if it is free now. The work's token fires also when the lock is lost.</summary>
    /// <param name="resource">Its name, any text but the empty one.</param>
    /// <param name="work">Runs while no other member of the group works on that resource.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False when somebody else has it; then the work did not run, and nothing is left behind.</returns>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public async Task<bool> TryRunAsync(string resource, Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (await LockOf(resource).TryAcquireAsync(cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return false;
        }
        await using var _ = held.ConfigureAwait(false);
        return await held.RunAsync(
            async stop =>
            {
                await work(held, stop).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<GroupMember> InOrder(IEnumerable<KeyValue> keys)
        => [.. keys.OrderBy(key => key.CreateRevision).Select(key => new GroupMember(key.Value.ToString(), key.Lease, key.CreateRevision))];

    // One step of the path whatever its name: "a/b" must not stand in the queue of "a", nor "a.marks" among its marks
    private DistributedLock LockOf(string resource)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        return new DistributedLock(_session, _resources.Append(Uri.EscapeDataString(resource).Replace(".", "%2E", StringComparison.Ordinal)));
    }
}
