using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>One renewal of some leases at one member, on a stream that lives no longer.</summary>
internal sealed class LeaseRenewal(ITransport member, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyList<HeldLease> leases, CancellationToken closing)
    {
        // nothing to wait for once the last of them is lost
        var longest = leases.Max(lease => lease.SafeFor);
        if (longest <= TimeSpan.Zero)
        {
            return;
        }
        using var limit = new CancellationTokenSource(longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closing);
        try
        {
            // without "hasleader" a member that is cut off would keep us waiting
            var call = await member.OpenAsync(EtcdMethods.LeaseKeepAlive, new CallOptions(RequireLeader: true), both.Token).ConfigureAwait(false);
            await using var _ = call.ConfigureAwait(false);
            await RenewAsync(call, leases.Where(lease => lease.IsHeld).ToDictionary(lease => lease.Id), both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
        {
            // the next try is planned already, at other members too; the deadline is kept without us
        }
    }

    private async Task RenewAsync(
        IStreamCall<Proto.LeaseKeepAliveRequest, Proto.LeaseKeepAliveResponse> call, Dictionary<LeaseId, HeldLease> leases, CancellationToken cancellationToken)
    {
        // taken before anything is sent: etcd's clock for the lease starts later, never earlier
        var sentAt = time.GetTimestamp();
        foreach (var id in leases.Keys)
        {
            await call.WriteAsync(new Proto.LeaseKeepAliveRequest { ID = id.Number }, cancellationToken).ConfigureAwait(false);
        }
        call.CompleteWrites();
        for (var answered = 0; answered < leases.Count; answered++)
        {
            if (await call.ReadAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false) is not { } answer)
            {
                return;
            }
            if (!leases.TryGetValue(new LeaseId(answer.ID), out var lease))
            {
                continue;
            }
            if (answer.TTL > 0)
            {
                lease.Renewed(sentAt, TimeSpan.FromSeconds(answer.TTL));
            }
            else
            {
                lease.Lose(LeaseLossReason.Revoked);
            }
        }
    }
}
