using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>
/// Asks one member for the hash of its data, on a connection that is kept for this alone: the answer to a large database takes
/// longer than a round, and a connection made each time would cost a raft entry where etcd asks for a user.
/// </summary>
internal sealed class HashProbe(string endpoint, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The connection's own limit, beyond that of any question.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private EtcdConnection? _connection;

    /// <summary>Asks once. Never throws but for <paramref name="cancellationToken"/>: a failure is an answer.</summary>
    public async Task<HashReading> AskAsync(HashQuestion question, CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = metrics.Begin(ProbeKind.Hash);
        long started = time.GetTimestamp();
        HashReading reading = await TryAsync(question, cancellationToken).ConfigureAwait(false) with { Took = time.GetElapsedTime(started) };
        metrics.Ended(ProbeKind.Hash, reading.Failure?.Kind ?? EtcdFailure.None, reading.Took);
        return reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<HashReading> TryAsync(HashQuestion question, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(question.Deadline, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        EtcdConnection connection = _connection ??= new EtcdConnection(EndpointOptions.Of(endpoint, cluster, options, time) with { RequestTimeout = Patience });
        try
        {
            KeyValueHash hash = await connection.Maintenance.HashAsync(new Revision(question.Revision), either.Token).ConfigureAwait(false);
            return new(question, HashOutcome.Hashed, hash, default, null);
        }
        catch (EtcdException e)
        {
            ProbeFailure failure = ProbeFailure.Of(e);
            await ForgetAsync(e).ConfigureAwait(false);
            return new(question, Outcome(e), default, default, failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // the member hashes on: a second question on this connection would wait behind it
            await DisposeAsync().ConfigureAwait(false);
            return new(question, HashOutcome.Failed, default, default, new(EtcdFailure.Timeout, $"no answer within {question.Deadline.TotalSeconds:0} s"));
        }
    }

    /// <summary>A way that failed is made anew the next time; etcd's own refusals need no new connection.</summary>
    private ValueTask ForgetAsync(EtcdException e) => e.Failure is EtcdFailure.None or EtcdFailure.PermissionDenied ? default : DisposeAsync();

    private static HashOutcome Outcome(EtcdException e) => e.Code switch
    {
        EtcdErrorCode.FutureRevision => HashOutcome.Lagging,
        EtcdErrorCode.Compacted => HashOutcome.Compacted,
        EtcdErrorCode.PermissionDenied or EtcdErrorCode.Unauthenticated => HashOutcome.Denied,
        _ => HashOutcome.Failed,
    };
}
