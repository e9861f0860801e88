using System.Collections.Immutable;
using System.Globalization;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Why fields of a member are null: a dash on the page must be able to say it.</summary>
internal static class MemberReasons
{
    internal static ImmutableSortedDictionary<string, string> Of(MemberView view, MemberState member)
    {
        string? silent = member.Reachable ? null : Silence(member);
        string metrics = silent ?? member.Metrics.Missing ?? "its metrics page has no such figure";
        string status = silent ?? "its status does not tell";
        ImmutableSortedDictionary<string, string>.Builder reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("term", view.Term is null, status);
        Add("behind", view.Behind is null, silent ?? "the leader's index is not known");
        Add("db_size", view.DbSize is null, status);
        Add("version", view.Version is null, status);
        Add("status_ms", view.StatusMs is null, status);
        Add("read_ms", view.ReadMs is null, silent ?? member.ReadFailure?.Message ?? "no linearizable read was made");
        Add("fsync_p99_ms", view.FsyncP99Ms is null, silent ?? member.Metrics.Fsync.Reason ?? metrics);
        Add("rtt_p50_ms", view.RttP50Ms is null, silent ?? member.Metrics.PeerRoundTrip.Reason ?? metrics);
        Add("quota_bytes", view.QuotaBytes is null, silent ?? member.Database.QuotaBytes.Reason ?? metrics);
        Add("uptime_seconds", view.UptimeSeconds is null, metrics);
        return reasons.ToImmutable();

        void Add(string field, bool unknown, string reason)
        {
            if (unknown)
            {
                reasons.Add(field, reason);
            }
        }
    }

    private static string Silence(MemberState member)
    {
        string why = member.Failure?.Message ?? "it did not answer";
        return member.AnsweredAt is { } last ? string.Create(CultureInfo.InvariantCulture, $"{why}; last answer at {last.UtcDateTime:HH:mm:ss} UTC") : $"{why}; it never answered";
    }
}
