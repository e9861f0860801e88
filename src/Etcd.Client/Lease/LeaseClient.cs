using System.Runtime.CompilerServices;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Leases: keys that go when nobody renews.</summary>
public sealed class LeaseClient
{
    private readonly ITransport _transport;
    private readonly TimeSpan _requestTimeout;
    private readonly TimeProvider _time;

    internal LeaseClient(ITransport transport, TimeSpan requestTimeout, TimeProvider time)
        => (_transport, _requestTimeout, _time) = (transport, requestTimeout, time);

    /// <summary>Grants a lease.</summary>
    /// <param name="ttl">How long it lives without renewal; whole seconds, rounded up. etcd raises it to its minimum (2 s with default timing).</param>
    /// <param name="id">The id to use; default: the server chooses.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="EtcdAmbiguousResultException">It may have been granted; it will expire by itself.</exception>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.LeaseExists"/> when the id is taken.</exception>
    public async ValueTask<LeaseGrant> GrantAsync(TimeSpan ttl, LeaseId id = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        var request = new Proto.LeaseGrantRequest { TTL = (long)Math.Ceiling(ttl.TotalSeconds), ID = id.Number };
        var answer = await _transport.UnaryAsync(EtcdMethods.LeaseGrant, request, default, cancellationToken).ConfigureAwait(false);
        return new LeaseGrant(new LeaseId(answer.ID), TimeSpan.FromSeconds(answer.TTL));
    }

    /// <summary>Ends a lease; its keys go at once, all at one revision.</summary>
    /// <exception cref="EtcdLeaseNotFoundException">It is gone already.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask RevokeAsync(LeaseId id, CancellationToken cancellationToken = default)
    {
        var request = new Proto.LeaseRevokeRequest { ID = id.Number };
        await _transport.UnaryAsync(EtcdMethods.LeaseRevoke, request, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Renews a lease at once and then at every third of its time, an item a renewal, for as long as you read. Ends with an exception, never silently.</summary>
    /// <exception cref="EtcdLeaseNotFoundException">It is gone.</exception>
    /// <exception cref="EtcdException">The connection failed; the lease may well live on.</exception>
    public async IAsyncEnumerable<LeaseGrant> KeepAliveAsync(LeaseId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = await _transport.OpenAsync(EtcdMethods.LeaseKeepAlive, new CallOptions(RequireLeader: true), cancellationToken).ConfigureAwait(false);
        await using var _ = call.ConfigureAwait(false);
        while (true)
        {
            var sent = _time.GetTimestamp();
            var renewed = await RenewAsync(call, id, cancellationToken).ConfigureAwait(false);
            yield return renewed;
            var wait = (renewed.Ttl / 3) - _time.GetElapsedTime(sent);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
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

    private async ValueTask<LeaseGrant> RenewAsync(
        IStreamCall<Proto.LeaseKeepAliveRequest, Proto.LeaseKeepAliveResponse> call, LeaseId id, CancellationToken cancellationToken)
    {
        await call.WriteAsync(new Proto.LeaseKeepAliveRequest { ID = id.Number }, cancellationToken).ConfigureAwait(false);
        var answer = await call.ReadAsync(_requestTimeout, cancellationToken).ConfigureAwait(false)
            ?? throw new EtcdUnavailableException("The member ended the keep-alive stream.") { Code = EtcdErrorCode.Unavailable, Failure = EtcdFailure.ConnectionLost, Method = EtcdMethods.LeaseKeepAlive.Name };
        return answer.TTL > 0
            ? new LeaseGrant(id, TimeSpan.FromSeconds(answer.TTL))
            : throw new EtcdLeaseNotFoundException($"Lease {id} is gone: it expired or was revoked.") { Code = EtcdErrorCode.LeaseNotFound, Lease = id, Method = EtcdMethods.LeaseKeepAlive.Name };
    }
}
