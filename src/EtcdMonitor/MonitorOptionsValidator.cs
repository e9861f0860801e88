using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;

namespace EtcdMonitor;

/// <summary>Finds everything that is wrong with options, not only the first.</summary>
public static class MonitorOptionsValidator
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Errors, each naming its key as the configuration file writes it; empty: the options are fine.</summary>
    public static IReadOnlyList<string> Validate(MonitorOptions options)
    {
        List<string> errors = [];
        Require(options.Clusters.Count > 0, "clusters: at least one is needed");
        foreach (IGrouping<string, ClusterOptions> twins in options.Clusters.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            errors.Add($"clusters: the name {twins.Key} is given {twins.Count()} times, names are unique");
        }

        foreach (ClusterOptions cluster in options.Clusters)
        {
            errors.AddRange(Cluster(cluster));
        }

        Require(options.Probes.ProbeInterval >= LeastInterval, "monitoring.probe_interval is below the least, 100ms");
        Require(options.Probes.ProbeTimeout > TimeSpan.Zero, "monitoring.probe_timeout must be longer than 0");
        Require(options.Probes.MetricsInterval >= options.Probes.ProbeInterval, "monitoring.metrics_interval is shorter than monitoring.probe_interval");
        Require(options.Probes.HealthCheckInterval >= options.Probes.ProbeInterval, "monitoring.health_check_interval is shorter than monitoring.probe_interval");
        Require(options.Probes.WriteCanary.Interval >= WriteCanaryOptions.LeastInterval, "monitoring.write_canary.interval is below the least, 30s: each write is a raft entry on every member's disk");
        Require(options.Probes.WriteCanary.Key.Length > 0, "monitoring.write_canary.key is empty");
        errors.AddRange(ThresholdsCheck.Errors(options.Thresholds));
        Require(options.Storage.Path.Length > 0, "storage.sqlite.path is empty");
        errors.AddRange(Alerting(options));
        errors.AddRange(
            from channel in options.Channels.All
            where channel.Options.Enabled
            from problem in channel.Options.Problems()
            select $"alerts.{channel.Name}.{problem.Key} {problem.Problem}");
        errors.AddRange(RouteCheck.Problems(options.Alerts, options.Channels).Select(p => $"{p.Key} {p.Problem}"));
        return errors;

        void Require(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }

    private static IEnumerable<string> Alerting(MonitorOptions options)
    {
        if (options.Alerts.EscalateAfter > TimeSpan.Zero && options.Alerts.EscalateTo.Count == 0)
        {
            yield return "alerts.escalation.after needs alerts.escalation.channels";
        }
        else if (options.Alerts.EscalateAfter <= TimeSpan.Zero && options.Alerts.EscalateTo.Count > 0)
        {
            yield return "alerts.escalation.channels needs alerts.escalation.after";
        }

        foreach (string name in options.Alerts.EscalateTo.Except(options.Channels.On, StringComparer.Ordinal))
        {
            yield return $"alerts.escalation.channels names {name}, which is {(options.Channels.All.Any(c => c.Name == name) ? "not on" : "no channel")}";
        }

        if (options.Channels.Watchdog.Url is { } url && !(Uri.TryCreate(url.Reveal(), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
        {
            yield return "alerts.watchdog.url must be an http or https URL";
        }

        foreach ((string key, string problem) in WindowCheck.Problems(options.Alerts.Maintenance))
        {
            yield return $"alerts.maintenance{key} {problem}";
        }
    }

    private static IEnumerable<string> Cluster(ClusterOptions cluster)
    {
        if (cluster.Name.Length is 0 or > 100 || !cluster.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            yield return $"clusters: the name \"{cluster.Name}\" has other characters than letters, digits, -, _ and .";
        }

        if (cluster.Endpoints.Length == 0)
        {
            yield return $"{cluster.Name}: endpoints is empty";
        }

        foreach (string endpoint in cluster.Endpoints.Where(e => !IsEndpoint(e)))
        {
            yield return $"{cluster.Name}: \"{endpoint}\" is no endpoint, write host:port, http://host:port or https://host:port";
        }

        if (cluster.Username is not null && cluster.Password is null && cluster.PasswordFile is null)
        {
            yield return $"{cluster.Name}: username needs password_file";
        }

        if (cluster.Tls.CertificateFile is null != (cluster.Tls.KeyFile is null))
        {
            yield return $"{cluster.Name}: tls.cert_file and tls.key_file go together";
        }

        if (cluster.DialTimeout <= TimeSpan.Zero)
        {
            yield return $"{cluster.Name}: dial_timeout must be longer than 0";
        }

        foreach (string error in cluster.Members.SelectMany((member, index) => MemberOptionsCheck.Errors(cluster, member, index)))
        {
            yield return $"{cluster.Name}: {error}";
        }
    }

    private static bool IsEndpoint(string endpoint) =>
        Uri.TryCreate(endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"http://{endpoint}", UriKind.Absolute, out Uri? uri)
        && uri.Scheme is ("http" or "https") && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;
}
