using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels.Webhook;

/// <summary>Alertmanager's webhook body, version 4, so that receivers written for it work unchanged.</summary>
/// <remarks>Fields: prometheus.io/docs/alerting/latest/configuration, webhook_config.</remarks>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static byte[] Of(Notice notice, string externalUrl)
    {
        Alert alert = notice.Alert;
        string status = notice.Kind == NoticeKind.Firing ? "firing" : "resolved";
        SortedDictionary<string, string> labels = Labels(notice);
        Dictionary<string, string> annotations = Annotations(alert.Finding, externalUrl);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Version = "4",
                GroupKey = $"{alert.Cluster}:{alert.Id}",
                TruncatedAlerts = 0,
                Status = status,
                Receiver = "webhook",
                GroupLabels = new Dictionary<string, string> { ["alertname"] = alert.Finding.Rule, ["cluster"] = alert.Cluster },
                CommonLabels = labels,
                CommonAnnotations = annotations,
                ExternalURL = externalUrl,
                Alerts = new[]
                {
                    new
                    {
                        Status = status,
                        Labels = labels,
                        Annotations = annotations,
                        StartsAt = alert.PendingSince.UtcDateTime,
                        EndsAt = alert.ResolvedAt?.UtcDateTime ?? DateTime.MinValue,
                        GeneratorURL = externalUrl,
                        Fingerprint = alert.Id,
                    },
                },
            },
            Options);
    }

    /// <summary>The cluster's own labels never hide ours: a receiver routes by them.</summary>
    private static SortedDictionary<string, string> Labels(Notice notice)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string name, string value) in notice.Labels)
        {
            labels[name] = value;
        }

        labels["alertname"] = notice.Alert.Finding.Rule;
        labels["cluster"] = notice.Alert.Cluster;
        labels["severity"] = Wire.Severity(notice.Alert.Finding.Severity);
        if (notice.Alert.Finding.Member is { } member)
        {
            labels["member"] = member;
        }

        return labels;
    }

    private static Dictionary<string, string> Annotations(Finding finding, string externalUrl)
    {
        Dictionary<string, string> annotations = new() { ["title"] = finding.Title, ["summary"] = finding.Sentence };
        Put("still_works", finding.StillWorks);
        Put("evidence", string.Join('\n', finding.Evidence.Select(e => e.Detail is null ? e.Text : $"{e.Text} ({e.Detail})")));
        Put("not_seen", string.Join('\n', finding.NotSeen.Select(n => $"{n.Text}: {n.Reason}")));
        Put("do_next", string.Join('\n', finding.DoNext.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is null ? "" : $":  {step.Command}")}")));
        Put("runbook_url", Runbooks.PathOf(finding.Rule) is { } runbook ? externalUrl.TrimEnd('/') + runbook : null);
        return annotations;

        void Put(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                annotations[name] = value;
            }
        }
    }
}
