using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>
/// Asks one member, over one kept connection of its own: no failover and no retry, which would hide the sick member. All
/// questions of a round are asked at once, each with its own deadline.
/// </summary>
internal sealed class MemberProbe(string endpoint, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time, Action<ServerCertificate>? seen = null) : IAsyncDisposable
{
    /// <summary>etcdctl's health check reads this key too; it need not exist.</summary>
    private static readonly KeyRange Health = KeyRange.Single("health");

    /// <summary>
    /// Timeouts in a row after which the connection is made anew: a path that was cut for long is otherwise found again only
    /// when TCP retransmits, minutes after it healed.
    /// </summary>
    public const int TimeoutsToRedial = 3;

    private readonly EtcdConnectionOptions _connectionOptions = EndpointOptions.Of(endpoint, cluster, options, time, seen);
    private EtcdConnection? _connection;
    private DateTimeOffset _nextFresh = time.GetUtcNow() + options.HealthCheckInterval;
    private bool _learner;
    private int _timeouts;

    /// <summary>Endpoint that is asked.</summary>
    public string Endpoint => endpoint;

    /// <summary>Asks once. Never throws but for <paramref name="cancellationToken"/>: a failure is an answer.</summary>
    public async Task<MemberAnswers> AskAsync(CancellationToken cancellationToken)
    {
        EtcdConnection connection = _connection ??= new EtcdConnection(_connectionOptions);
        Task<Answer<MemberStatus>> status = AskAsync(ProbeKind.Status, async token => await connection.Maintenance.StatusAsync(token).ConfigureAwait(false), cancellationToken);
        Task<Answer<ReadProof>> local = AskAsync(ProbeKind.LocalRead, token => ReadAsync(connection, serializable: true, token), cancellationToken);

        // a learner refuses both of these
        Task<Answer<ReadProof>>? read = _learner ? null : AskAsync(ProbeKind.Read, token => ReadAsync(connection, serializable: false, token), cancellationToken);
        Task<Answer<MemberList>>? list = _learner ? null : AskAsync(ProbeKind.List, async token => await connection.Cluster.ListMembersAsync(linearizable: false, token).ConfigureAwait(false), cancellationToken);

        Task<Answer<MemberStatus>>? fresh = IsFreshDue() ? AskAsync(ProbeKind.Fresh, FreshAsync, cancellationToken) : null;

        MemberAnswers answers = new()
        {
            Endpoint = endpoint,
            Status = await status.ConfigureAwait(false),
            LocalRead = await local.ConfigureAwait(false),
            Read = read is null ? null : await read.ConfigureAwait(false),
            List = list is null ? null : await list.ConfigureAwait(false),
            Fresh = fresh is null ? null : await fresh.ConfigureAwait(false),
        };
        _learner = answers.Status.Value?.IsLearner ?? _learner;
        if (answers.Fresh is { Ok: false })
        {
            // one failure is no evidence: ask again in the next round, not in half a minute
            _nextFresh = default;
        }

        await RedialWhenDeafAsync(answers).ConfigureAwait(false);
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<ReadProof> ReadAsync(EtcdConnection connection, bool serializable, CancellationToken cancellationToken)
    {
        RangeResult result = await connection.Kv.GetRangeAsync(Health, new() { Serializable = serializable, KeysOnly = true, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return new(result.Header);
    }

    private bool IsFreshDue()
    {
        DateTimeOffset now = time.GetUtcNow();
        bool due = now >= _nextFresh;
        _nextFresh = due ? now + options.HealthCheckInterval : _nextFresh;
        return due;
    }

    private async Task<MemberStatus> FreshAsync(CancellationToken cancellationToken)
    {
        EtcdConnection connection = new(_connectionOptions);
        await using (connection.ConfigureAwait(false))
        {
            return await connection.Maintenance.StatusAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer<T>> AskAsync<T>(ProbeKind kind, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        DateTimeOffset at = time.GetUtcNow();
        long started = time.GetTimestamp();
        using ProbeMetrics.Flight flight = metrics.Begin(kind);
        try
        {
            T value = await question(cancellationToken).ConfigureAwait(false);
            return Ended(kind, new Answer<T>(at, time.GetElapsedTime(started), value, null));
        }
        catch (EtcdException e)
        {
            return Ended(kind, new Answer<T>(at, time.GetElapsedTime(started), null, ProbeFailure.Of(e)));
        }
    }

    private Answer<T> Ended<T>(ProbeKind kind, Answer<T> answer)
        where T : class
    {
        metrics.Ended(kind, answer.Failure?.Kind ?? EtcdFailure.None, answer.Took);
        return answer;
    }

    private async Task RedialWhenDeafAsync(MemberAnswers answers)
    {
        _timeouts = answers.Status.Failure?.Kind == EtcdFailure.Timeout ? _timeouts + 1 : 0;
        if (_timeouts >= TimeoutsToRedial)
        {
            _timeouts = 0;
            await DisposeAsync().ConfigureAwait(false);
        }
    }
}
