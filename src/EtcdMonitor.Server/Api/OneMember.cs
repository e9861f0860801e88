using EtcdMonitor.Probes;
using EtcdMonitor.Server.Views;
using EtcdMonitor.State;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>A member by its name, or by its id as a number or in hex, as etcd's own tools print it.</summary>
internal static class OneMember
{
    internal static IResult Answer(HttpContext http, IMonitorSource monitor, TimeProvider time, string? cluster, string asked) => Chosen.Cluster(http, monitor, cluster, snapshot =>
    {
        if (snapshot.State.Members.FirstOrDefault(m => Is(m, asked)) is not { } member)
        {
            string[] names = [.. snapshot.State.Members.Select(m => m.Name)];
            string? nearest = Suggestion.Nearest(asked, names);
            return Problem.Answer(http, StatusCodes.Status404NotFound, nearest is null ? "No member has that name or id." : $"No member has that name or id. Did you mean {nearest}?", names, nearest);
        }

        return Results.Json(
            new MemberAnswerView(
                snapshot.State.Name,
                MemberView.From(member, snapshot, time.GetUtcNow()),
                [.. snapshot.Verdict.Findings.Where(f => f.Member == member.Name).Select(FindingView.From)],
                [.. snapshot.State.Matrix.Links.Where(l => l.Local == member.Id || l.Remote == member.Id).Select(LinkView.Of)],
                CapabilitiesView.Of(member.Capabilities),
                [.. new[] { member.Certificate, member.PeerCertificate, member.MetricsCertificate }.OfType<SeenCertificate>().Select(CertificateView.Of)],
                FlagsView.Of(member.Flags)),
            MonitorJson.Default.MemberAnswerView);
    });

    private static bool Is(MemberState member, string asked) =>
        string.Equals(member.Name, asked, StringComparison.Ordinal)
        || string.Equals(member.Id?.ToString(), asked, StringComparison.OrdinalIgnoreCase)
        || string.Equals(member.Id?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), asked, StringComparison.Ordinal);
}
