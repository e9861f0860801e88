using System.Text.Json;
using System.Text.Json.Serialization;
using Etcd.Client;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Events;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Api;
using EtcdMonitor.State;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server.Views;

/// <summary>How all of the API is written and read: snake_case, enums as words, RFC 3339 in UTC. Generated, so that nothing is reflected over at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [
        typeof(UtcConverter),
        typeof(WordConverter<Severity>),
        typeof(WordConverter<CheckOutcome>),
        typeof(WordConverter<Confidence>),
        typeof(WordConverter<LinkState>),
        typeof(WordConverter<CertificateUse>),
        typeof(WordConverter<MemberRole>),
        typeof(WordConverter<AlertStatus>),
        typeof(WordConverter<SilenceState>),
        typeof(WordConverter<NoticeKind>),
        typeof(WordConverter<DeliveryState>),
        typeof(WordConverter<FigureSource>),
        typeof(WordConverter<EtcdFailure>),
    ])]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(ClusterStatusView))]
[JsonSerializable(typeof(LeaderView))]
[JsonSerializable(typeof(VerdictsView))]
[JsonSerializable(typeof(ConnectivityView))]
[JsonSerializable(typeof(DiagnosisView))]
[JsonSerializable(typeof(HashesView))]
[JsonSerializable(typeof(MemberAnswerView))]
[JsonSerializable(typeof(MetricsView))]
[JsonSerializable(typeof(LatencyView))]
[JsonSerializable(typeof(MembersView))]
[JsonSerializable(typeof(AlertsView))]
[JsonSerializable(typeof(AlertHistoryView))]
[JsonSerializable(typeof(IncidentsView))]
[JsonSerializable(typeof(IncidentReportView))]
[JsonSerializable(typeof(AcknowledgementView))]
[JsonSerializable(typeof(SilenceView))]
[JsonSerializable(typeof(SilencesView))]
[JsonSerializable(typeof(SilencePreviewView))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(AuthorRequest))]
[JsonSerializable(typeof(EventsView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(PingView))]
[JsonSerializable(typeof(MonitorEvent))]
[JsonSerializable(typeof(ReloadView))]
[JsonSerializable(typeof(Problem))]
public sealed partial class MonitorJson : JsonSerializerContext;

/// <summary>Instants in UTC with milliseconds and a Z.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>An enum as its snake_case word.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
