using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>
/// Writes one fixed key, leased, over a connection of its own. Each write is one raft entry; the lease is one more when it is granted, and none
/// when it is kept alive.
/// </summary>
internal sealed class WriteCanary(ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time)
{
    /// <summary>An election may come between: it is part of what a writer meets.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private LeaseId _lease;

    /// <summary>Long enough to live from write to write, short enough to leave nothing behind for long.</summary>
    private TimeSpan Ttl => options.WriteCanary.Interval * 3;

    /// <summary>Writes once. Never throws but for <paramref name="cancellationToken"/>: a failure is an answer.</summary>
    public async Task<CanaryWrite> WriteAsync(string endpoint, CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = metrics.Begin(ProbeKind.Write);
        DateTimeOffset at = time.GetUtcNow();
        long started = time.GetTimestamp();
        EtcdConnection connection = new(EndpointOptions.Of(endpoint, cluster, options, time) with { RequestTimeout = Deadline });
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await RenewAsync(connection, cancellationToken).ConfigureAwait(false);
                started = time.GetTimestamp(); // the put alone is what is measured
                metrics.Proposed(ProbeKind.Write);
                await connection.Kv.PutAsync(options.WriteCanary.Key, "etcd-monitor", new() { Lease = _lease }, cancellationToken).ConfigureAwait(false);
                return Ended(new(endpoint, at, time.GetElapsedTime(started), null), started);
            }
            catch (EtcdException e)
            {
                _lease = e is EtcdLeaseNotFoundException ? default : _lease; // a new one for each failure would be an entry each
                return Ended(new(endpoint, at, null, ProbeFailure.Of(e)), started);
            }
        }
    }

    private async Task RenewAsync(EtcdConnection connection, CancellationToken cancellationToken)
    {
        if (_lease != default)
        {
            try
            {
                await foreach (LeaseGrant renewed in connection.Leases.KeepAliveAsync(_lease, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (EtcdLeaseNotFoundException)
            {
                // it ended while no quorum kept it: the next line grants another
            }
        }

        metrics.Proposed(ProbeKind.Write);
        _lease = (await connection.Leases.GrantAsync(Ttl, cancellationToken: cancellationToken).ConfigureAwait(false)).Id;
    }

    private CanaryWrite Ended(CanaryWrite write, long started)
    {
        metrics.Ended(ProbeKind.Write, write.Failure?.Kind ?? EtcdFailure.None, time.GetElapsedTime(started));
        return write;
    }
}
