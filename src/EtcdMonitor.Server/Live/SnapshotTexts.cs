using System.Runtime.CompilerServices;
using System.Text.Json;
using EtcdMonitor.Server.Api;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Live;

/// <summary>Snapshots as JSON, written once for all readers and forgotten with the snapshot.</summary>
internal sealed class SnapshotTexts(StatusViews views)
{
    private readonly ConditionalWeakTable<ClusterSnapshot, string> _texts = [];

    internal async ValueTask<string> OfAsync(ClusterSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!_texts.TryGetValue(snapshot, out string? text))
        {
            text = JsonSerializer.Serialize(await views.OfAsync(snapshot, cancellationToken), MonitorJson.Default.ClusterStatusView);
            _texts.AddOrUpdate(snapshot, text);
        }

        return text;
    }
}
