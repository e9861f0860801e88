using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of one member, in each item of a cluster's <c>members</c>.</summary>
internal static class MemberSettings
{
    /// <summary>All of them, in the order of the example file.</summary>
    public static IReadOnlyList<SettingOf<MemberOptions>> All { get; } =
    [
        new("endpoint", new TextKind("HOST:PORT"), "which of endpoints it is", m => m.Endpoint, (m, v) => m.Endpoint = (string)v) { Sample = "10.4.1.10:2379" },
        new("zone", new TextKind("NAME"), "where it stands, shown beside it", m => m.Zone, (m, v) => m.Zone = (string)v) { Sample = "eu-1a" },
        new("metrics_url", new UrlKind(), "metrics page, when it has a listener of its own (--listen-metrics-urls)", m => m.MetricsUrl, (m, v) => m.MetricsUrl = (Uri)v) { Sample = "http://10.4.1.10:2381/metrics" },
        new("metrics_tls.ca_file", new FileKind(), "TLS of an https metrics_url; that of the cluster when nothing is given", m => m.MetricsTls.CaFile, (m, v) => m.MetricsTls.CaFile = (string)v) { Sample = "/etc/etcd/metrics-ca.crt" },
        new("metrics_tls.cert_file", new FileKind(), "client certificate, PEM", m => m.MetricsTls.CertificateFile, (m, v) => m.MetricsTls.CertificateFile = (string)v) { Sample = "/etc/etcd/metrics.crt" },
        new("metrics_tls.key_file", new FileKind(), "its private key, PEM", m => m.MetricsTls.KeyFile, (m, v) => m.MetricsTls.KeyFile = (string)v) { Sample = "/etc/etcd/metrics.key" },
        new("metrics_tls.server_name", new TextKind("NAME"), "name that its certificate must carry, when not the host", m => m.MetricsTls.ServerName, (m, v) => m.MetricsTls.ServerName = (string)v) { Sample = "etcd.internal" },
        new("metrics_tls.insecure_skip_verify", new SwitchKind(), "accept any certificate", m => m.MetricsTls.InsecureSkipVerify, (m, v) => m.MetricsTls.InsecureSkipVerify = (bool)v) { Sample = "false" },
        new("node_exporter_url", new UrlKind(), "node exporter of its host, for the free disk space", m => m.NodeExporterUrl, (m, v) => m.NodeExporterUrl = (Uri)v) { Sample = "http://10.4.1.10:9100/metrics" },
        new("data_dir", new TextKind("PATH"), "etcd's --data-dir: the disk space is that of the file system it is on", m => m.DataDir, (m, v) => m.DataDir = (string)v) { Sample = "/var/lib/etcd" },
        new("node_exporter_mountpoint", new TextKind("PATH"), "that file system by its mountpoint instead [/ when neither is given]", m => m.NodeExporterMountpoint, (m, v) => m.NodeExporterMountpoint = (string)v) { Sample = "/var/lib/etcd" },
    ];
}
