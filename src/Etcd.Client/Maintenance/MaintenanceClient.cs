using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>What concerns one member, or the cluster's upkeep. Each call goes to exactly this member.</summary>
public sealed class MaintenanceClient
{
    private readonly ITransport _transport;
    private readonly TimeSpan _stall;

    internal MaintenanceClient(ITransport transport, TimeSpan stall) => (_transport, _stall) = (transport, stall);

    /// <summary>The member's view of itself; also without quorum.</summary>
    /// <exception cref="EtcdException">The call failed; with authentication on, etcd 3.5 wants root.</exception>
    public async ValueTask<MemberStatus> StatusAsync(CancellationToken cancellationToken = default)
        => MemberStatus.From(await _transport.UnaryAsync(EtcdMethods.Status, new Proto.StatusRequest(), default, cancellationToken).ConfigureAwait(false));

    /// <summary>Rewrites the member's database file without its holes. Blocks the member for about 13 ms/MB, so no timeout applies: only your token ends the wait, and the member goes on even then.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask DefragmentAsync(CancellationToken cancellationToken = default)
    {
        var patient = new CallOptions(Timeout.InfiniteTimeSpan);
        await _transport.UnaryAsync(EtcdMethods.Defragment, new Proto.DefragmentRequest(), patient, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The member's hash over its keys and values up to a revision. Reads the whole database: not for every second.</summary>
    /// <param name="at">The last revision to hash; default: the member's latest, which differs from member to member.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="EtcdCompactedException">The revision is compacted.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<KeyValueHash> HashAsync(Revision at = default, CancellationToken cancellationToken = default)
    {
        var request = new Proto.HashKVRequest { Revision = at.Number };
        var answer = await _transport.UnaryAsync(EtcdMethods.HashKV, request, default, cancellationToken).ConfigureAwait(false);
        var hashed = answer.HashRevision != 0 ? new Revision(answer.HashRevision) : at.Number != 0 ? at : new Revision(answer.Header.Revision);
        return new KeyValueHash(answer.Hash, hashed, new Revision(Math.Max(0, answer.CompactRevision))); // -1: never compacted
    }

    /// <summary>Hands the leadership over. Only the leader takes this call.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.FailedPrecondition"/> when this member is not the leader.</exception>
    public async ValueTask MoveLeaderAsync(MemberId to, CancellationToken cancellationToken = default)
    {
        var request = new Proto.MoveLeaderRequest { TargetID = to.Number };
        await _transport.UnaryAsync(EtcdMethods.MoveLeader, request, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the member's whole store, as <c>etcdctl snapshot save</c> does, and checks the hash at its end. No total timeout: it fails when nothing arrives for a request timeout.</summary>
    /// <exception cref="EtcdException">The call failed, or the hash does not match: what was written is worthless.</exception>
    public async ValueTask<SnapshotInfo> SaveSnapshotAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var call = await _transport.OpenAsync(EtcdMethods.Snapshot, default, cancellationToken).ConfigureAwait(false);
        await using var _ = call.ConfigureAwait(false);
        using var sink = new SnapshotSink(destination);
        await call.WriteAsync(new Proto.SnapshotRequest(), cancellationToken).ConfigureAwait(false);
        call.CompleteWrites();
        while (await call.ReadAsync(_stall, cancellationToken).ConfigureAwait(false) is { } part)
        {
            await sink.WriteAsync(part.Blob.Memory, cancellationToken).ConfigureAwait(false);
        }
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return sink.Verified() is { } hash
            ? new SnapshotInfo(sink.Bytes, hash)
            : throw new EtcdException($"The snapshot is damaged: its {sink.Bytes} bytes do not match the hash at their end; take it again.") { Code = EtcdErrorCode.Protocol, Method = EtcdMethods.Snapshot.Name };
    }

    /// <summary>The cluster's alarms. A Raft proposal each time: it needs quorum and writes to every member's log, so ask seldom; <see cref="MemberStatus.Errors"/> is free.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<IReadOnlyList<Alarm>> ListAlarmsAsync(CancellationToken cancellationToken = default)
    {
        var request = new Proto.AlarmRequest { Action = Proto.AlarmRequest.Types.AlarmAction.Get };
        var answer = await _transport.UnaryAsync(EtcdMethods.ListAlarms, request, default, cancellationToken).ConfigureAwait(false);
        return [.. answer.Alarms.Select(alarm => new Alarm(new MemberId(alarm.MemberID), (AlarmType)alarm.Alarm))];
    }

    /// <summary>Takes an alarm back; first remove its cause.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask DisarmAsync(Alarm alarm, CancellationToken cancellationToken = default)
    {
        var request = new Proto.AlarmRequest
        {
            Action = Proto.AlarmRequest.Types.AlarmAction.Deactivate,
            MemberID = alarm.Member.Number,
            Alarm = (Proto.AlarmType)alarm.Type,
        };
        await _transport.UnaryAsync(EtcdMethods.DisarmAlarm, request, default, cancellationToken).ConfigureAwait(false);
    }
}
