using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of one cluster: under <c>etcd</c> for a single one, in each item of <c>clusters</c> for many.</summary>
internal static class ClusterSettings
{
    /// <summary>Only in <c>clusters</c>: what tells the clusters apart.</summary>
    public static IReadOnlyList<SettingOf<ClusterOptions>> Identity { get; } =
    [
        new("name", new TextKind("NAME"), "name in the API, in alerts and on the dashboard", c => c.Name, (c, v) => c.Name = (string)v) { Sample = "prod" },
        new("labels", new MapKind(secret: false), "go on every alert of the cluster", c => c.Labels, (c, v) => c.Labels = (Dictionary<string, string>)v) { Sample = "{region: eu-west}" },
    ];

    /// <summary>In both places.</summary>
    public static IReadOnlyList<SettingOf<ClusterOptions>> All { get; } =
    [
        new("endpoints", new EndpointListKind(), "etcd members, one is enough", c => c.Endpoints, (c, v) => c.Endpoints = (string[])v) { Flag = "--endpoints" },
        new("discover", new SwitchKind(), "also watch members that the cluster's own list names", c => c.Discover, (c, v) => c.Discover = (bool)v),
        new("dial_timeout", new DurationKind(TimeSpan.FromMilliseconds(1)), "name lookup, connect and TLS handshake together", c => c.DialTimeout, (c, v) => c.DialTimeout = (TimeSpan)v) { Flag = "--dial-timeout" },
        new("username", new TextKind("NAME"), "etcd user", c => c.Username, (c, v) => c.Username = (string)v) { Flag = "--username", Sample = "monitor" },
        new("password", new SecretKind(), "its password, better kept in a file", c => c.Password, (c, v) => c.Password = (Secret)v) { Sample = "${ETCD_PASSWORD}" },
        new("password_file", new FileKind(), "file with its password, read at each authentication", c => c.PasswordFile, (c, v) => c.PasswordFile = (string)v) { Flag = "--password-file", Sample = "/run/secrets/etcd" },
        new("tls.enabled", new SwitchKind(), "TLS to endpoints without https://; on when one of the files below is given", c => c.TlsEnabled, (c, v) => c.TlsEnabled = (bool)v),
        new("tls.cert_file", new FileKind(), "client certificate, PEM", c => c.Tls.CertificateFile, (c, v) => c.Tls.CertificateFile = (string)v) { Flag = "--cert", Sample = "/etc/etcd/client.crt" },
        new("tls.key_file", new FileKind(), "its private key, PEM", c => c.Tls.KeyFile, (c, v) => c.Tls.KeyFile = (string)v) { Flag = "--key", Sample = "/etc/etcd/client.key" },
        new("tls.ca_file", new FileKind(), "CA that etcd's certificate must chain to, PEM", c => c.Tls.CaFile, (c, v) => c.Tls.CaFile = (string)v) { Flag = "--cacert", Sample = "/etc/etcd/ca.crt" },
        new("tls.server_name", new TextKind("NAME"), "name that etcd's certificate must carry, when not the host", c => c.Tls.ServerName, (c, v) => c.Tls.ServerName = (string)v) { Sample = "etcd.internal" },
        new("tls.insecure_skip_verify", new SwitchKind(), "accept any certificate: whoever sits on the path reads and changes all", c => c.Tls.InsecureSkipVerify, (c, v) => c.Tls.InsecureSkipVerify = (bool)v),
    ];
}
