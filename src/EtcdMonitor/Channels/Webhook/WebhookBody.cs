using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels.Webhook;

/// <summary>Alertmanager's webhook body, version 4, so that receivers written for it work unchanged.</summary>
/// <remarks>Fields: prometheus.io/docs/alerting/latest/configuration, webhook_config.</remarks>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static byte[] Of(Parcel parcel, string externalUrl)
    {
        Notice lead = parcel.Lead;
        var alerts = parcel.Notices.Select(notice => new
        {
            Status = Status(notice),
            Labels = Labels(notice),
            Annotations = Annotations(notice.Alert.Finding, externalUrl),
            StartsAt = notice.Alert.PendingSince.UtcDateTime,
            EndsAt = notice.Alert.ResolvedAt?.UtcDateTime ?? DateTime.MinValue,
            GeneratorURL = externalUrl,
            Fingerprint = notice.Alert.Id,
        }).ToArray();
        IReadOnlyDictionary<string, string> group = lead.Group ?? (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { ["alertname"] = lead.Alert.Finding.Rule, ["cluster"] = lead.Alert.Cluster };
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Version = "4",
                GroupKey = lead.Group is null ? $"{lead.Alert.Cluster}:{lead.Alert.Id}" : $"{lead.Alert.Cluster}:{lead.Receiver}:{string.Join(',', group.Select(l => $"{l.Key}={l.Value}"))}",
                TruncatedAlerts = 0,
                Status = Status(lead),
                Receiver = lead.Receiver.Length == 0 ? "webhook" : lead.Receiver,
                GroupLabels = group,
                CommonLabels = Common(alerts.Select(alert => alert.Labels)),
                CommonAnnotations = Common(alerts.Select(alert => alert.Annotations)),
                ExternalURL = externalUrl,
                Alerts = alerts,
            },
            Options);
    }

    private static string Status(Notice notice) => notice.Kind == NoticeKind.Firing ? "firing" : "resolved";

    /// <summary>What all of them say the same.</summary>
    private static Dictionary<string, string> Common(IEnumerable<IDictionary<string, string>> all) =>
        all.Aggregate((IEnumerable<KeyValuePair<string, string>>?)null, (common, each) => common is null ? each : common.Intersect(each))!.ToDictionary(StringComparer.Ordinal);

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
        Put("evidence", string.Join('\n', Message.EvidenceOf(finding)));
        Put("not_seen", string.Join('\n', Message.NotSeenOf(finding)));
        Put("do_next", string.Join('\n', Message.Numbered(finding.DoNext.Select(step => (step.Text, step.Command)))));
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
