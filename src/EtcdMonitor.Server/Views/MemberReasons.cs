using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Why fields of a member are null: a dash on the page must be able to say it.</summary>
internal static class MemberReasons
{
    internal static ImmutableSortedDictionary<string, string> Of(MemberView view, MemberState member)
    {
        string silent = member.Failure?.Message ?? (member.AnsweredAt is null ? "it never answered" : "it did not answer the last round");
        string metrics = member.Metrics.Missing ?? "its metrics page has no such figure";
        ImmutableSortedDictionary<string, string>.Builder reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("term", view.Term is null, silent);
        Add("behind", view.Behind is null, member.Reachable ? "the leader's index is not known" : silent);
        Add("db_size", view.DbSize is null, silent);
        Add("version", view.Version is null, silent);
        Add("status_ms", view.StatusMs is null, silent);
        Add("read_ms", view.ReadMs is null, member.ReadFailure?.Message ?? (member.Reachable ? "no linearizable read was made" : silent));
        Add("fsync_p99_ms", view.FsyncP99Ms is null, metrics);
        Add("rtt_p50_ms", view.RttP50Ms is null, metrics);
        Add("quota_bytes", view.QuotaBytes is null, metrics);
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
}
