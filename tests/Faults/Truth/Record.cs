using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EtcdMonitor;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace Faults.Truth;

/// <summary>All that the monitor showed and told, with the moment at which it came out.</summary>
internal sealed class Record
{
    private readonly ConcurrentQueue<Sight> _sights = [];
    private WebhookReceiver? _receiver;

    /// <summary>A snapshot and when readers had it.</summary>
    internal sealed record Sight(long At, ClusterSnapshot Snapshot)
    {
        public IEnumerable<Finding> Findings => Snapshot.Verdict.Findings;
    }

    /// <summary>A notification as its receiver got it.</summary>
    internal sealed record Page(long At, string Rule, string Severity, string? Member, bool IsFiring);

    /// <summary>Snapshots in their order.</summary>
    public IReadOnlyCollection<Sight> Sights => _sights;

    /// <summary>The newest snapshot; null: none came yet.</summary>
    public Sight? Last { get; private set; }

    /// <summary>Notifications in their order.</summary>
    public IEnumerable<Page> Pages => _receiver?.Requests.Select(Read) ?? [];

    /// <summary>Listens to a receiver of notifications.</summary>
    public void Hear(WebhookReceiver receiver) => _receiver = receiver;

    /// <summary>Follows a cluster of the monitor until <paramref name="stop"/>.</summary>
    public async Task FollowAsync(MonitorService monitor, CancellationToken stop)
    {
        try
        {
            await foreach (LiveUpdate update in monitor.Feed.SubscribeAsync(stop))
            {
                if (update.Snapshot is { } snapshot)
                {
                    Sight sight = new(Stopwatch.GetTimestamp(), snapshot);
                    _sights.Enqueue(sight);
                    Last = sight;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the scene is over
        }
    }

    /// <summary>Who said what when, for whoever asks why a scene failed.</summary>
    public IEnumerable<string> Lines(long zero)
    {
        string before = "";
        foreach (Sight sight in _sights)
        {
            string said = Describe(sight.Snapshot);
            if (said != before)
            {
                yield return Line(sight.At, said);
                before = said;
            }
        }

        foreach (Page page in Pages)
        {
            yield return Line(page.At, $"TOLD {(page.IsFiring ? "firing" : "resolved")} {page.Severity} {page.Rule} {page.Member}");
        }

        string Line(long at, string said) => string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(zero, at).TotalSeconds,8:0.000}  {said}");
    }

    private static string Describe(ClusterSnapshot snapshot) =>
        $"{snapshot.Verdict.Severity}: {snapshot.Verdict.Sentence} [{string.Join(", ", snapshot.Verdict.Findings.Select(f => $"{f.Rule} {f.Member}"))}] suspects [{string.Join(", ", snapshot.Verdict.Suspected.Select(f => $"{f.Rule} {f.Member}"))}] "
        + string.Join("; ", snapshot.State.Members.Select(m => $"{m.Name} {m.Role} leader={m.NamedLeader} term={m.Term} reach={m.Reachable} serves={m.Serves} {m.Failure?.Kind} {m.ReadFailure?.Kind}"));

    private static Page Read(WebhookReceiver.Received request)
    {
        using JsonDocument document = JsonDocument.Parse(request.Body);
        JsonElement labels = document.RootElement.GetProperty("commonLabels");
        return new(
            request.At,
            labels.GetProperty("alertname").GetString()!,
            labels.GetProperty("severity").GetString()!,
            labels.TryGetProperty("member", out JsonElement member) ? member.GetString() : null,
            document.RootElement.GetProperty("status").GetString() == "firing");
    }
}
