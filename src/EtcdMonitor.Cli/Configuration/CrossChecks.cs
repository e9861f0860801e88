using EtcdMonitor.Channels;
using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>What no single value tells: settings that need or exclude each other, and switches that follow from others.</summary>
internal static class CrossChecks
{
    /// <summary>User, password and TLS of one cluster; <paramref name="root"/> is its path.</summary>
    public static void Cluster(ClusterOptions cluster, string root, ConfigurationReport report)
    {
        Origin At(string key) => report.Origins.GetValueOrDefault(root + key, Origin.Default);
        if (cluster.Password is not null && cluster.PasswordFile is not null)
        {
            report.Add(At("password_file"), root + "password_file", Reading.Wrong("a password is given too", "keep one of the two"));
        }

        string? password = cluster.PasswordFile is not null ? "password_file" : cluster.Password is not null ? "password" : null;
        if (password is not null && cluster.Username is null)
        {
            report.Add(At(password), root + password, Reading.Wrong("needs a username"));
        }

        if (cluster.Tls.CertificateFile is not null && cluster.Tls.KeyFile is null)
        {
            report.Add(At("tls.cert_file"), root + "tls.cert_file", Reading.Wrong("needs its key", "give --key or key_file"));
        }

        if (cluster.Tls.KeyFile is not null && cluster.Tls.CertificateFile is null)
        {
            report.Add(At("tls.key_file"), root + "tls.key_file", Reading.Wrong("needs its certificate", "give --cert or cert_file"));
        }

        if (!report.Origins.ContainsKey(root + "tls.enabled"))
        {
            cluster.TlsEnabled = cluster.Tls is { CaFile: not null } or { CertificateFile: not null };
        }
    }

    /// <summary>What the monitor itself says about the whole, told at the place that was written.</summary>
    public static void Monitor(MonitorOptions options, ConfigurationReport report)
    {
        if (report.Problems.Count > 0)
        {
            return; // most likely it would say the same again
        }

        foreach (string error in MonitorOptionsValidator.Validate(options))
        {
            report.Problems.Add(Placed(error, "", report)
                ?? report.Clusters.Where(c => error.StartsWith(c.Cluster.Name + ": ", StringComparison.Ordinal)).Select(c => Placed(error[(c.Cluster.Name.Length + 2)..], c.Root, report)).FirstOrDefault()
                ?? new Problem(Origin.Default, "", error));
        }
    }

    /// <summary>The error at the place of the key that it begins with; null: nobody wrote that key.</summary>
    private static Problem? Placed(string error, string root, ConfigurationReport report)
    {
        string key = root + error.Split(' ', ':')[0];
        return report.Origins.TryGetValue(key, out Origin? origin) ? new Problem(origin, key, error[(key.Length - root.Length)..].TrimStart(':', ' ')) : null;
    }

    /// <summary>A channel is on when what it needs first is given and nobody says otherwise; what is wrong is told where it was written.</summary>
    public static void Channels(ChannelOptions channels, ConfigurationReport report)
    {
        foreach ((string name, ChannelSwitch channel) in channels.All)
        {
            string root = $"alerts.{name}.";
            channel.Enabled |= channel.IsGiven && !report.Origins.ContainsKey(root + "enabled");
            IEnumerable<(string Key, string Problem)> problems = channel.Enabled ? channel.Problems() : [];
            foreach ((string key, string problem) in problems.Where(p => !report.Problems.Any(told => told.Key.StartsWith(root + p.Key, StringComparison.Ordinal))).ToArray())
            {
                Origin? at = new[] { key, key + "_file", "enabled" }.Select(k => report.Origins.GetValueOrDefault(root + k)).FirstOrDefault(o => o is not null)
                    ?? report.Origins.Where(o => o.Key.StartsWith(root, StringComparison.Ordinal)).Select(o => o.Value).FirstOrDefault(Origin.Default);
                report.Add(at, root + key, Reading.Wrong(problem));
            }
        }
    }

    /// <summary>Receivers and routes, told where they were written; of a value that could not be read nothing is said again.</summary>
    public static void Routes(MonitorOptions options, ConfigurationReport report)
    {
        foreach ((string key, string problem) in RouteCheck.Problems(options.Alerts, options.Channels).Where(p => report.Problems.TrueForAll(told => told.Key != p.Key)).ToArray())
        {
            Origin at = new[] { key, key[..Math.Max(key.LastIndexOf('.'), 0)] }.Select(k => report.Origins.GetValueOrDefault(k)).FirstOrDefault(o => o is not null) ?? Origin.Default;
            report.Add(at, key, Reading.Wrong(problem));
        }
    }
}
