using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Probes;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of the monitor as a whole. A new setting is one line here: parser, environment, file, help and example follow.</summary>
internal static class ServiceSettings
{
    private static readonly DurationKind Period = new(TimeSpan.FromMilliseconds(100));
    private static readonly DurationKind Keep = new(TimeSpan.FromHours(1), days: true);

    /// <summary>All of them, in the order of the example file.</summary>
    public static IReadOnlyList<SettingOf<AppOptions>> All { get; } =
    [
        new("api.host", new TextKind("HOST"), "address to listen on", o => o.Api.Host, (o, v) => o.Api.Host = (string)v) { Flag = "--api-host" },
        new("api.port", new NumberKind(0, 65535, whole: true), "port of API and dashboard; 0 takes a free one", o => o.Api.Port, (o, v) => o.Api.Port = (int)v) { Flag = "--api-port" },
        new("api.public_url", new UrlKind(), "URL that people type, when a proxy or a name stands before it", o => o.Api.PublicUrl, (o, v) => o.Api.PublicUrl = (Uri)v) { Sample = "https://etcd.example.org" },
        new("api.base_path", new BasePathKind(), "path that everything is served under", o => o.Api.BasePath, (o, v) => o.Api.BasePath = (string)v) { Sample = "/etcd" },

        new("monitoring.health_check_interval", Period, "period of the full check", o => o.Monitor.Probes.HealthCheckInterval, (o, v) => o.Monitor.Probes.HealthCheckInterval = (TimeSpan)v) { Flag = "--health-check-interval" },
        new("monitoring.metrics_interval", Period, "period of the metrics pages", o => o.Monitor.Probes.MetricsInterval, (o, v) => o.Monitor.Probes.MetricsInterval = (TimeSpan)v) { Flag = "--metrics-interval" },
        new("monitoring.probe_interval", Period, "period of the liveness round", o => o.Monitor.Probes.ProbeInterval, (o, v) => o.Monitor.Probes.ProbeInterval = (TimeSpan)v) { Flag = "--probe-interval" },
        new("monitoring.probe_timeout", Period, "deadline of each question of a round", o => o.Monitor.Probes.ProbeTimeout, (o, v) => o.Monitor.Probes.ProbeTimeout = (TimeSpan)v),

        new("monitoring.write_canary.enabled", new SwitchKind(), "write a key now and then, to know the latency of writes without etcd's --metrics=extensive", o => o.Monitor.Probes.WriteCanary.Enabled, (o, v) => o.Monitor.Probes.WriteCanary.Enabled = (bool)v),
        new("monitoring.write_canary.key", new TextKind("KEY"), "that key; it hangs on a lease", o => o.Monitor.Probes.WriteCanary.Key, (o, v) => o.Monitor.Probes.WriteCanary.Key = (string)v),
        new("monitoring.write_canary.interval", new DurationKind(WriteCanaryOptions.LeastInterval), "time between two writes, at least 30s: each is a raft entry", o => o.Monitor.Probes.WriteCanary.Interval, (o, v) => o.Monitor.Probes.WriteCanary.Interval = (TimeSpan)v),

        .. ThresholdSettings.All,

        .. AlertSettings.All,

        new("storage.type", new ChoiceKind(["sqlite"], "postgresql"), "where history is kept", o => o.StorageType, (o, v) => o.StorageType = (string)v),
        new("storage.sqlite.path", new StoragePathKind(), "SQLite file, made when missing", o => o.Monitor.Storage.Path, (o, v) => o.Monitor.Storage.Path = (string)v) { Flag = "--storage" },
        new("storage.retention.metrics", Keep, "how long samples are kept", o => o.Monitor.Storage.KeepMetrics, (o, v) => o.Monitor.Storage.KeepMetrics = (TimeSpan)v),
        new("storage.retention.alerts", Keep, "how long resolved alerts are kept", o => o.Monitor.Storage.KeepAlerts, (o, v) => o.Monitor.Storage.KeepAlerts = (TimeSpan)v),
        new("storage.retention.events", Keep, "how long events are kept", o => o.Monitor.Storage.KeepEvents, (o, v) => o.Monitor.Storage.KeepEvents = (TimeSpan)v),

        new("logging.level", new ChoiceKind(["debug", "info", "warn", "error"]), "least level that is logged", o => o.Log.Level, (o, v) => o.Log.Level = (string)v) { Flag = "--log-level", Placeholder = "LEVEL" },
        new("logging.format", new ChoiceKind(["text", "json"]), "text or json, one object a line", o => o.Log.Format, (o, v) => o.Log.Format = (string)v) { Flag = "--log-format", Placeholder = "FORMAT" },
    ];
}
