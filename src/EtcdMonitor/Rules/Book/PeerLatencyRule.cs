using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members are far from each other, or the way between them is busy: each write waits for one round trip, and heartbeats take half of one.</summary>
internal sealed class PeerLatencyRule : IRule
{
    /// <summary>A page still says something about now: three of them at the default period.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(35);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("peer_latency", "Round trips between the members", "Members answer each other fast enough")
        {
            Unseen = state => Sight.Answers(state) ?? (state.Voters < 2 ? "there is only one member" : state.Matrix.Links.Any(l => l.RttP99Ms is not null) ? null : "no metrics page tells a round trip"),
            Unnoticed = "A slow network between the members would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        PeerLink[] slow =
        [
            .. from link in state.Matrix.Links
               where link.State == LinkState.Connected && link.RttP99Ms > thresholds.MaxPeerRoundTripMs && now - link.At < Fresh
               group link by link.Local.Number < link.Remote.Number ? (link.Local, link.Remote) : (link.Remote, link.Local) into pair
               let worse = pair.MaxBy(link => link.RttP99Ms)!
               orderby worse.RttP99Ms descending
               select worse,
        ];
        if (slow.Length == 0)
        {
            yield break;
        }

        PeerLink worst = slow[0];
        string between = $"between {worst.LocalName} and {worst.RemoteName} takes {Words.Number(worst.RttP99Ms!.Value)} ms, {Words.Number(thresholds.MaxPeerRoundTripMs)} ms are allowed";
        yield return new()
        {
            Rule = "peer_latency",
            Title = "Slow network",
            Severity = Severity.Warning,
            Sentence = slow.Length == 1 ? $"The round trip {between}" : $"{slow.Length} ways between members are slow: the round trip {between}",
            StillWorks = "Reads and writes, each write as slow as the way to the nearest majority.",

            // etcd measures twice in half a minute, and one measurement stays in the last minute's p99 for that long: a second one must say the same
            Confirm = 120,
            Hold = TimeSpan.FromMinutes(10),
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence = [.. slow.Select(l => new Evidence($"{l.LocalName} to {l.RemoteName} and back", $"p50 {Words.Number(l.RttP50Ms ?? 0)} ms, p99 {Words.Number(l.RttP99Ms!.Value)} ms of the last minute, page of {Words.Time(l.At!.Value)}", l.LocalName, "metrics"))],
            DoNext =
            [
                new($"Measure the way from the host of {worst.LocalName} to that of {worst.RemoteName}, and look for a full link, lost packets, a busy host", "mtr -rwc 20 HOST"),
                new("Where members are meant to be that far apart, give etcd a heartbeat interval of about the round trip and ten times that as election timeout, and raise monitoring.thresholds.max_peer_round_trip_ms"),
            ],
        };
    }
}
