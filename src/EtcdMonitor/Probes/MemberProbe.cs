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

    /// <summary>How etcd refuses what a learner does not answer.</summary>
    private const string NotForLearners = "rpc not supported for learner";

    /// <summary>How etcd refuses whoever names no user.</summary>
    private const string NoUser = "user name is empty";

    /// <summary>
    /// Timeouts in a row after which the connection is made anew: a path that was cut for long is otherwise found again only
    /// when TCP retransmits, minutes after it healed.
    /// </summary>
    public const int TimeoutsToRedial = 3;

    private readonly EtcdConnectionOptions _connectionOptions = EndpointOptions.Of(endpoint, cluster, options, time, seen);
    private EtcdConnection? _connection;
    private DateTimeOffset _nextFresh = time.GetUtcNow() + options.HealthCheckInterval;
    private bool _met;
    private bool _learner;
    private int _timeouts;

    /// <summary>Endpoint that is asked.</summary>
    public string Endpoint => endpoint;

    /// <summary>Asks once. Never throws but for <paramref name="cancellationToken"/>: a failure is an answer.</summary>
    /// <param name="listedLearner">Whether the member list says that it is a learner; null: it does not know this endpoint.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<MemberAnswers> AskAsync(bool? listedLearner, CancellationToken cancellationToken)
    {
        await BecomeAsync(listedLearner ?? _learner).ConfigureAwait(false);
        EtcdConnection connection = _connection ??= new EtcdConnection(_learner ? Anonymous : _connectionOptions);
        Task<Answer<MemberStatus>> status = AskAsync(ProbeKind.Status, async token => await connection.Maintenance.StatusAsync(token).ConfigureAwait(false), cancellationToken);
        if (!_met && !await MeetAsync(await status.ConfigureAwait(false)).ConfigureAwait(false))
        {
            MemberAnswers stranger = new() { Endpoint = endpoint, Status = await status.ConfigureAwait(false) };
            await RedialWhenDeafAsync(stranger).ConfigureAwait(false);
            return stranger;
        }

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
            Read = read is null ? null : Proven(await read.ConfigureAwait(false)),
            List = list is null ? null : await list.ConfigureAwait(false),
            Fresh = fresh is null ? null : Connected(await fresh.ConfigureAwait(false)),
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

    /// <summary>Asks for the cluster as a whole, one question after the other, each a raft entry.</summary>
    public async Task<ClusterAnswers> AskClusterAsync(CancellationToken cancellationToken)
    {
        EtcdConnection connection = _connection ??= new EtcdConnection(_connectionOptions);
        return new()
        {
            Endpoint = endpoint,
            Alarms = await AskAsync(ProbeKind.AlarmList, async token => await connection.Maintenance.ListAlarmsAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
            Auth = await AskAsync(ProbeKind.AuthStatus, token => AuthAsync(connection, token), cancellationToken).ConfigureAwait(false),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Without a user, whose authentication is a raft entry each, and which learners refuse.</summary>
    private EtcdConnectionOptions Anonymous => _connectionOptions with { User = null, Password = null, PasswordFile = null };

    /// <summary>A learner takes no user, a voter does: what was one and is the other now is asked over a new connection.</summary>
    private async ValueTask BecomeAsync(bool learner)
    {
        if (learner != _learner)
        {
            _learner = learner;
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sees by the first answer whether it is a learner: until then it is asked nothing that a learner must not be asked.</summary>
    /// <returns>Whether there is more to ask.</returns>
    private async ValueTask<bool> MeetAsync(Answer<MemberStatus> status)
    {
        if (status.Value is null && status.Failure!.Message.Contains(NotForLearners, StringComparison.Ordinal))
        {
            await BecomeAsync(learner: true).ConfigureAwait(false);
            return false;
        }

        _met = status.Ok || status.Failure!.Kind is EtcdFailure.PermissionDenied or EtcdFailure.Unauthenticated;
        _learner = status.Value?.IsLearner ?? _learner;
        return _met;
    }

    /// <summary>etcd looks at the user of a linearizable read only after a quorum agreed to it (Range in its v3_server.go waits for the read index first; measured on 3.5.30): without a quorum even a read without a user times out.</summary>
    private static Answer<ReadProof> Proven(Answer<ReadProof> read) =>
        read.Failure is { Kind: EtcdFailure.Unauthenticated } failure && failure.Message.Contains(NoUser, StringComparison.Ordinal) ? read with { Failure = failure with { Kind = EtcdFailure.PermissionDenied } } : read;

    /// <summary>Any answer shows that new connections are taken; which user asks does not matter here.</summary>
    private static Answer<MemberStatus> Connected(Answer<MemberStatus> fresh) =>
        fresh.Failure?.Kind is EtcdFailure.PermissionDenied or EtcdFailure.Unauthenticated ? fresh with { Failure = null } : fresh;

    private static async Task<ReadProof> ReadAsync(EtcdConnection connection, bool serializable, CancellationToken cancellationToken)
    {
        RangeResult result = await connection.Kv.GetRangeAsync(Health, new() { Serializable = serializable, KeysOnly = true, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return new(result.Header);
    }

    private static async Task<AuthReading> AuthAsync(EtcdConnection connection, CancellationToken cancellationToken)
    {
        AuthStatus auth = await connection.Auth.StatusAsync(cancellationToken).ConfigureAwait(false);
        return new(auth.Enabled, auth.Revision);
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
        EtcdConnection connection = new(Anonymous);
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
