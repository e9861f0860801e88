using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>Snapshots made by hand: a five-member cluster, well and in trouble.</summary>
internal static class HandMade
{
    internal static readonly DateTimeOffset Noon = new(2026, 11, 21, 2, 55, 20, 114, TimeSpan.Zero);

    private const long GiB = 1L << 30;

    internal static MemberState Member(int number, MemberRole role = MemberRole.Follower, DateTimeOffset? now = null) => new()
    {
        Name = $"etcd-{number}",
        Endpoint = $"http://10.4.{number}.10:2379",
        Id = new MemberId(10276657743932975437UL + (ulong)number),
        Role = role,
        IsListed = true,
        Asked = true,
        Reachable = true,
        Serves = true,
        AnsweredAt = now ?? Noon,
        Term = 18,
        RaftIndex = 48_214_902,
        AppliedIndex = 48_214_902,
        Behind = number == 3 ? 1 : 0,
        Revision = 48_214_377,
        DbSize = (long)(3.1 * GiB),
        DbSizeInUse = (long)(2.4 * GiB),
        Version = "3.5.30",
        StatusTook = TimeSpan.FromMilliseconds(0.7),
        ReadTook = TimeSpan.FromMilliseconds(2.1),
        Database = new DatabaseFigures { QuotaBytes = Figure.Of(8.0 * GiB) },
        Metrics = new MemberMetrics
        {
            At = now ?? Noon,
            Missing = null,
            RequestRate = Figure.Of(218),
            Fsync = new Latency(1.1, 1.6, 1.9 + (0.1 * number)),
            PeerRoundTrip = role == MemberRole.Leader ? Latency.Unknown("it measured no peer in the last minute") : new Latency(0.8 + (0.1 * number), 1.4, 1.7),
            ProcessStart = (now ?? Noon) - TimeSpan.FromDays(41),
        },
    };

    internal static ClusterState State(string name = "payments-eu-1", int members = 5, DateTimeOffset? now = null) => new()
    {
        Name = name,
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu-west"),
        Round = 2520,
        At = now ?? Noon,
        ClusterId = new ClusterId(0xcdf818194e3a2a1f),
        Members = [.. Enumerable.Range(0, members).Select(n => Member(n, n == 1 ? MemberRole.Leader : MemberRole.Follower, now))],
        Voters = members,
        Leadership = new Leadership
        {
            Leader = new MemberId(10276657743932975438UL),
            Name = "etcd-1",
            Term = 18,
            Since = (now ?? Noon) - TimeSpan.FromHours(148),
            LastLeader = new MemberId(10276657743932975438UL),
            Changes = 1,
            LastChange = (now ?? Noon) - TimeSpan.FromHours(148),
        },
        Revision = 48_214_377,
        Metrics = new ClusterMetrics
        {
            At = now ?? Noon,
            RequestRate = Figure.Of(1090.5),
            Read = new Latency(2.5, 3.1, 4.1),
            Write = new Latency(5.1, 6.2, 7.4),
            DbSize = (long)(3.1 * GiB),
            DbSizeInUse = (long)(2.4 * GiB),
            QuotaBytes = 8.0 * GiB,
        },
    };

    internal static ClusterSnapshot Healthy(string name = "payments-eu-1", int members = 5, DateTimeOffset? now = null) => new(
        State(name, members, now),
        new Verdict
        {
            Severity = Severity.Healthy,
            Sentence = $"All {members} members serve, etcd-1 leads",
            Since = (now ?? Noon) - TimeSpan.FromHours(148),
            Rounds = 2520,
            Tolerance = new Tolerance(members, (members / 2) + 1, members),
        },
        []);

    internal static ClusterSnapshot NotAsked(string name = "payments-eu-1") => new(
        new ClusterState { Name = name, Voters = 3, Members = [.. Enumerable.Range(0, 3).Select(n => new MemberState { Name = $"10.4.{n}.10:2379", Endpoint = $"http://10.4.{n}.10:2379" })] },
        new Verdict { Severity = Severity.Unknown, Sentence = "", Tolerance = new Tolerance(3, 2, 0) },
        []);

    /// <summary>A verdict led by a finding, over a state.</summary>
    internal static ClusterSnapshot Judged(ClusterState state, Finding lead, int healthy, params Finding[] others) => new(
        state,
        new Verdict
        {
            Severity = lead.Severity,
            Lead = lead,
            Findings = [lead, .. others],
            Sentence = lead.Sentence,
            Since = lead.Since ?? state.At,
            Rounds = lead.Rounds,
            Tolerance = new Tolerance(state.Voters, state.Quorum, healthy),
        },
        [Alert(state.Name, lead)]);

    internal static Alert Alert(string cluster, Finding finding, AlertStatus status = AlertStatus.Firing, int generation = 1) => new()
    {
        Id = "4f1d22a90b7c1e35",
        Generation = generation,
        Cluster = cluster,
        Finding = finding,
        Status = status,
        PendingSince = finding.Since ?? Noon,
        FiredAt = status == AlertStatus.Pending ? null : finding.Since,
        ResolvedAt = status == AlertStatus.Resolved ? Noon : null,
        NotifiedAt = status == AlertStatus.Pending ? null : finding.Since,
    };

    internal static MonitorEvent Event(string text, string kind = "member", string cluster = "payments-eu-1", Severity severity = Severity.Info, string? member = null, DateTimeOffset? at = null) =>
        new(0, at ?? Noon, cluster, kind, severity, member, text);

    /// <summary>A member that refuses connections.</summary>
    internal static MemberState Down(MemberState member, DateTimeOffset since) => member with
    {
        Role = MemberRole.Unknown,
        Reachable = false,
        Serves = false,
        Failure = new ProbeFailure(EtcdFailure.Refused, $"{member.Endpoint} refuses connections"),
        FailingRounds = 38,
        FailingSince = since,
        AnsweredAt = since,
        Term = null,
        Behind = null,
        DbSize = null,
        DbSizeInUse = null,
        Version = null,
        StatusTook = null,
        ReadTook = null,
        Database = new DatabaseFigures(),
        Metrics = new MemberMetrics { Missing = $"{member.Endpoint} refuses connections" },
    };
}
