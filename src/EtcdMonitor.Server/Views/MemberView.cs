using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>A member as the API, the live stream and <c>etcd-monitor status</c> show it.</summary>
public sealed record MemberView
{
    /// <summary>Name in the member list; the endpoint until it is known.</summary>
    public required string Name { get; init; }

    /// <summary>etcd's member id.</summary>
    public ulong? Id { get; init; }

    /// <summary>etcd's member id in hex.</summary>
    public string? IdHex { get; init; }

    /// <summary>The endpoint that is asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What it is in the cluster.</summary>
    public MemberRole Role { get; init; }

    /// <summary>The worst finding about it; unknown while it does not answer and no rule has judged it.</summary>
    public Severity Verdict { get; init; }

    /// <summary>What is wrong with it in a few words; null: nothing.</summary>
    public string? What { get; init; }

    /// <summary>Raft term.</summary>
    public ulong? Term { get; init; }

    /// <summary>Entries behind the leader.</summary>
    public long? Behind { get; init; }

    /// <summary>Database file, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Part of the database file in use, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>Backend quota, bytes.</summary>
    public double? QuotaBytes { get; init; }

    /// <summary>WAL fsync P99, milliseconds.</summary>
    public double? FsyncP99Ms { get; init; }

    /// <summary>Median round trip to its peers, milliseconds.</summary>
    public double? RttP50Ms { get; init; }

    /// <summary>etcd's version.</summary>
    public string? Version { get; init; }

    /// <summary>Age of the process.</summary>
    public long? UptimeSeconds { get; init; }

    /// <summary>Last time it answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How long its last status took; null: it did not answer the last round.</summary>
    public double? StatusMs { get; init; }

    /// <summary>How long its last linearizable read took.</summary>
    public double? ReadMs { get; init; }

    /// <summary>Class of what failed in the last round; null: nothing.</summary>
    public EtcdFailure? Failure { get; init; }

    /// <summary>What failed in words.</summary>
    public string? FailureText { get; init; }

    /// <summary>Why a field is null, by its name.</summary>
    public ImmutableSortedDictionary<string, string> Reasons { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal static MemberView From(MemberState member, ClusterSnapshot snapshot, DateTimeOffset now)
    {
        Finding? finding = snapshot.Verdict.Findings.FirstOrDefault(f => string.Equals(f.Member, member.Name, StringComparison.Ordinal));
        MemberView view = new()
        {
            Name = member.Name,
            Id = member.Id?.Number,
            IdHex = member.Id?.ToString(),
            Endpoint = member.Endpoint,
            Role = member.Role,
            Verdict = finding?.Severity ?? Judged(member, snapshot.Verdict),
            What = finding?.Title ?? (member.Reachable && Judged(member, snapshot.Verdict) == Severity.Warning ? "Serves no linearizable read" : null),
            AnsweredAt = member.AnsweredAt,
            Failure = (member.Failure ?? member.ReadFailure ?? member.Denied)?.Kind,
            FailureText = (member.Failure ?? member.ReadFailure ?? member.Denied)?.Message,
        };

        // Of a silent member only the past is known: its last figures would stand here without their age.
        view = member.Reachable ? WithFigures(view, member, now) : view;
        return view with { Reasons = MemberReasons.Of(view, member) };
    }

    private static MemberView WithFigures(MemberView view, MemberState member, DateTimeOffset now) => view with
    {
        Term = member.Term,
        Behind = member.Behind,
        DbSize = member.DbSize,
        DbSizeInUse = member.DbSizeInUse,
        QuotaBytes = member.Database.QuotaBytes.Value,
        FsyncP99Ms = member.Metrics.Fsync.P99,
        RttP50Ms = member.Metrics.PeerRoundTrip.P50,
        Version = member.Version,
        UptimeSeconds = member.Metrics.ProcessStart is { } start ? Math.Max(0, (long)(now - start).TotalSeconds) : null,
        StatusMs = member.StatusTook?.TotalMilliseconds,
        ReadMs = member.Serves ? member.ReadTook?.TotalMilliseconds : null,
    };

    /// <summary>A member that no finding names may be part of a fault of the whole cluster; a single missed read of a healthy one is none.</summary>
    private static Severity Judged(MemberState member, Verdict verdict)
    {
        bool fault = verdict.Severity is Severity.Warning or Severity.Critical;
        return member switch
        {
            { Asked: false } => Severity.Unknown,
            { Reachable: false } => fault ? verdict.Severity : Severity.Unknown,
            { Role: MemberRole.Isolated } => Severity.Critical,
            { Serves: false, IsLearner: false } when fault => Severity.Warning,
            _ => Severity.Healthy,
        };
    }
}
