using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>An alarm that etcd raised.</summary>
/// <param name="Type"><c>NOSPACE</c> or <c>CORRUPT</c>.</param>
/// <param name="Member">Name of the member; null: etcd does not say.</param>
/// <param name="MemberId">Its id.</param>
/// <param name="MemberIdHex">Its id in hex.</param>
/// <param name="Since">When the monitor first saw it.</param>
public sealed record AlarmView(string Type, string? Member, ulong? MemberId, string? MemberIdHex, DateTimeOffset Since)
{
    internal static AlarmView From(AlarmState alarm) => new(alarm.Type, alarm.Name, alarm.Member?.Number, alarm.Member?.ToString(), alarm.Since);
}

/// <summary>Failure tolerance in voters.</summary>
/// <param name="Now">Members that may still fail; negative: voters short of the quorum; null: cannot be told.</param>
/// <param name="Designed">Members that may fail when all are well.</param>
/// <param name="Voters">Voters in all.</param>
/// <param name="Quorum">Voters that must serve.</param>
/// <param name="Spare">Voters that serve beyond the quorum.</param>
/// <param name="Lost">Voters that do not serve.</param>
public sealed record ToleranceView(int? Now, int Designed, int Voters, int Quorum, int Spare, int Lost)
{
    internal static ToleranceView From(Verdict verdict) => verdict.Severity == Severity.Unknown
        ? NotAsked(verdict.Tolerance)
        : new(verdict.Tolerance.Now, verdict.Tolerance.Designed, verdict.Tolerance.Voters, verdict.Tolerance.Quorum, Math.Max(0, verdict.Tolerance.Now), verdict.Tolerance.Voters - verdict.Tolerance.Healthy);

    internal static ToleranceView NotAsked(Tolerance tolerance) => new(null, tolerance.Designed, tolerance.Voters, tolerance.Quorum, 0, 0);
}

/// <summary>Something that changed before the verdict began.</summary>
/// <param name="At">When.</param>
/// <param name="SecondsBefore">How long before the verdict.</param>
/// <param name="Kind">Kind of event: leader, member, alarm, monitor.</param>
/// <param name="Text">The sentence.</param>
public sealed record ChangeView(DateTimeOffset At, long SecondsBefore, string Kind, string Text)
{
    internal static ChangeView From(MonitorEvent happened, DateTimeOffset since) =>
        new(happened.At, (long)(since - happened.At).TotalSeconds, happened.Kind, happened.Text);
}

/// <summary>Alerts of a cluster by state.</summary>
/// <param name="Firing">People were told.</param>
/// <param name="Pending">Seen, not yet for long enough.</param>
public sealed record AlertCountsView(int Firing, int Pending);
