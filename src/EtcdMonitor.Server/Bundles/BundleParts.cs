using EtcdMonitor.Bundles;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Bundles;

/// <summary>What a bundle is made of.</summary>
/// <param name="Snapshot">The cluster now.</param>
/// <param name="Recording">The rounds before.</param>
/// <param name="Thresholds">Limits that the rules compared with.</param>
/// <param name="Source">Who recorded them: <c>monitor</c> or <c>etcd</c>.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Now">The clock.</param>
public sealed record BundleParts(ClusterSnapshot Snapshot, Recording Recording, Thresholds Thresholds, string Source, string Version, DateTimeOffset Now)
{
    /// <summary>Name of the recording in a bundle.</summary>
    public const string RecordingFile = "rounds.jsonl";

    /// <summary>What happened of late; null: not known.</summary>
    public EventsView? Events { get; init; }

    /// <summary>Puts them together.</summary>
    public Bundle ToBundle()
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal)
        {
            [RecordingFile] = Recording.ToBytes(),
            ["status.json"] = PrettyJson.Of(ClusterStatusView.From(Snapshot, Now)),
            ["diagnosis.json"] = PrettyJson.Of(DiagnosisView.From(Snapshot, Source, Version)),
            ["connectivity.json"] = PrettyJson.Of(ConnectivityView.From(Snapshot.State)),
            ["leader.json"] = PrettyJson.Of(LeaderView.From(Snapshot.State)),
            ["metrics.json"] = PrettyJson.Of(MetricsView.From(Snapshot.State)),
            ["environment.json"] = BundleJson.Pretty(BundleEnvironment.Of(Version, Now)),
        };
        if (Events is { } events)
        {
            files["events.json"] = PrettyJson.Of(events);
        }

        BundleManifest manifest = new()
        {
            Version = Version,
            MadeAt = Now,
            Cluster = Snapshot.State.Name,
            Source = Source,
            Rounds = Recording.Count,
            From = Recording.From,
            To = Recording.To,
            Thresholds = Thresholds,
        };
        return new(manifest, files);
    }
}
