using System.Text.Json;
using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Console;

/// <summary>One JSON object a line on standard output: logs go to standard error, so the two never mix.</summary>
internal sealed class ConsoleChannel(TextWriter output) : IChannel
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Name => "console";

    /// <summary>A line is about one alert.</summary>
    public bool Combines => false;

    public bool KnowsRepeats => true;

    public async Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Notice notice = parcel.Lead;
        Alert alert = notice.Alert;
        string line = JsonSerializer.Serialize(
            new
            {
                Alert = alert.Finding.Rule,
                Status = notice.Kind == NoticeKind.Firing ? "firing" : "resolved",
                Severity = Wire.Severity(alert.Finding.Severity),
                alert.Cluster,
                alert.Finding.Member,
                alert.Finding.Title,
                alert.Finding.Sentence,
                StartsAt = alert.PendingSince.UtcDateTime,
                EndsAt = alert.ResolvedAt?.UtcDateTime,
                notice.Labels,
                Id = alert.Id,
                alert.Generation,
            },
            Options);
        await output.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Delivery.Sent;
    }
}
