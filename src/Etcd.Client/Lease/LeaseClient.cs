using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Leases: keys that go when nobody renews.</summary>
public sealed class LeaseClient
{
    // etcd's own limit, lease.MaxLeaseTTL in server/lease/lessor.go: the largest number of seconds a Go duration can hold.
    private static readonly TimeSpan LongestTtl = TimeSpan.FromSeconds(9_000_000_000);

    private readonly ITransport _transport;
    private readonly LeaseHub _hub;
    private readonly Resolver _resolver;
    private readonly EtcdOptions _options;

    internal LeaseClient(ITransport transport, LeaseHub hub, Resolver resolver, EtcdOptions options)
        => (_transport, _hub, _resolver, _options) = (transport, hub, resolver, options);

    /// <summary>Grants a lease.</summary>
    /// <param name="ttl">How long it lives without renewal; whole seconds, rounded up. etcd raises it to its minimum (2 s with default timing).</param>
    /// <param name="id">The id to use; default: one by chance.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than etcd's 9,000,000,000 s.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may have been granted; it will expire by itself.</exception>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.LeaseExists"/> when the id is taken.</exception>
    public ValueTask<LeaseGrant> GrantAsync(TimeSpan ttl, LeaseId id = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, LongestTtl);
        var request = new Proto.LeaseGrantRequest { TTL = (long)Math.Ceiling(ttl.TotalSeconds), ID = id.Number };
        if (id != default)
        {
            return GrantAsync(request, cancellationToken);
        }
        // an id of our own choice, which nobody else can have: so a repeated grant finds the first one
        request.ID = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
        return _resolver.RunAsync(async unclear =>
        {
            try
            {
                return await GrantAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdException e) when (unclear && e.Code == EtcdErrorCode.LeaseExists)
            {
                if (await TimeToLiveAsync(new LeaseId(request.ID), cancellationToken).ConfigureAwait(false) is not { } found)
                {
                    throw; // it was granted and has expired meanwhile
                }
                return new LeaseGrant(found.Id, found.Granted);
            }
        }, cancellationToken);
    }

    /// <summary>Grants a lease and keeps it alive until it is disposed.</summary>
    /// <param name="ttl">How long it lives when this process dies; whole seconds, rounded up.</param>
    /// <param name="cancellationToken">Stops the grant, not the lease.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than etcd's 9,000,000,000 s.</exception>
    /// <exception cref="EtcdException">It could not be granted.</exception>
    public async ValueTask<HeldLease> HoldAsync(TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        var sentAt = _options.TimeProvider.GetTimestamp();
        var grant = await GrantAsync(ttl, default, cancellationToken).ConfigureAwait(false);
        return _hub.Add(new HeldLease(_hub, this, grant, sentAt));
    }

    /// <summary>Ends a lease; its keys go at once, all at one revision.</summary>
    /// <exception cref="EtcdLeaseNotFoundException">It is gone already.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask RevokeAsync(LeaseId id, CancellationToken cancellationToken = default)
        => await _resolver.RunAsync(async unclear =>
        {
            try
            {
                return await _transport.UnaryAsync(EtcdMethods.LeaseRevoke, new Proto.LeaseRevokeRequest { ID = id.Number }, default, cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdLeaseNotFoundException) when (unclear)
            {
                return new Proto.LeaseRevokeResponse(); // ours, a moment ago
            }
        }, cancellationToken).ConfigureAwait(false);

    /// <summary>Renews a lease at once and then at every third of its time, an item a renewal, for as long as you read. To hold one, <see cref="HoldAsync"/> does more.</summary>
    /// <exception cref="EtcdLeaseNotFoundException">It is gone.</exception>
    /// <exception cref="EtcdException">No renewal came through, for a request timeout; the lease may well live on.</exception>
    public async IAsyncEnumerable<LeaseGrant> KeepAliveAsync(LeaseId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var sent = _options.TimeProvider.GetTimestamp();
            var renewed = await RenewAsync(id, cancellationToken).ConfigureAwait(false);
            yield return renewed;
            var wait = (renewed.Ttl / 3) - _options.TimeProvider.GetElapsedTime(sent);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>How a lease stands; null when it has expired or was revoked.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<LeaseInfo?> TimeToLiveAsync(LeaseId id, CancellationToken cancellationToken = default)
    {
        var request = new Proto.LeaseTimeToLiveRequest { ID = id.Number, Keys = true };
        var answer = await _transport.UnaryAsync(EtcdMethods.LeaseTimeToLive, request, default, cancellationToken).ConfigureAwait(false);
        return answer.TTL < 0
            ? null
            : new LeaseInfo(id, TimeSpan.FromSeconds(answer.TTL), TimeSpan.FromSeconds(answer.GrantedTTL), [.. answer.Keys.Select(Key.From)]);
    }

    /// <summary>Every live lease.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<IReadOnlyList<LeaseId>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport.UnaryAsync(EtcdMethods.LeaseLeases, new Proto.LeaseLeasesRequest(), default, cancellationToken).ConfigureAwait(false);
        return [.. answer.Leases.Select(lease => new LeaseId(lease.ID))];
    }

    // A stream a renewal: it waits behind nothing, and the next one may go to another member.
    internal async ValueTask<LeaseGrant> RenewAsync(LeaseId id, CancellationToken cancellationToken)
    {
        var call = await _transport.OpenAsync(EtcdMethods.LeaseKeepAlive, new CallOptions(RequireLeader: true), cancellationToken).ConfigureAwait(false);
        await using var _ = call.ConfigureAwait(false);
        await call.WriteAsync(new Proto.LeaseKeepAliveRequest { ID = id.Number }, cancellationToken).ConfigureAwait(false);
        var answer = await call.ReadNextAsync(EtcdMethods.LeaseKeepAlive, _options.RequestTimeout, cancellationToken).ConfigureAwait(false);
        return answer.TTL > 0
            ? new LeaseGrant(id, TimeSpan.FromSeconds(answer.TTL))
            : throw new EtcdLeaseNotFoundException($"Lease {id} is gone: it expired or was revoked.") { Code = EtcdErrorCode.LeaseNotFound, Lease = id, Method = EtcdMethods.LeaseKeepAlive.Name };
    }

    private async ValueTask<LeaseGrant> GrantAsync(Proto.LeaseGrantRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport.UnaryAsync(EtcdMethods.LeaseGrant, request, default, cancellationToken).ConfigureAwait(false);
        return new LeaseGrant(new LeaseId(answer.ID), TimeSpan.FromSeconds(answer.TTL));
    }
}
