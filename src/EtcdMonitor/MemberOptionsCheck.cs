using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor;

/// <summary>Finds what is wrong with the options of one member.</summary>
internal static class MemberOptionsCheck
{
    /// <summary>Errors, each beginning with its key within the cluster, such as <c>members[0].endpoint</c>.</summary>
    public static IEnumerable<string> Errors(ClusterOptions cluster, MemberOptions member, int index)
    {
        string path = $"members[{index}].";
        if (member.Endpoint.Length == 0)
        {
            yield return $"{path}endpoint is missing: name one of endpoints";
            yield break;
        }

        if (!cluster.Endpoints.Any(member.IsAt))
        {
            yield return $"{path}endpoint: \"{member.Endpoint}\" is none of endpoints ({string.Join(", ", cluster.Endpoints)}), add it there";
        }

        if (cluster.Members.Take(index).Any(other => other.IsAt(member.Endpoint)))
        {
            yield return $"{path}endpoint: {member.Endpoint} is given above, keep one of the two";
        }

        foreach ((string key, Uri? url) in new[] { ("metrics_url", member.MetricsUrl), ("node_exporter_url", member.NodeExporterUrl) })
        {
            if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0))
            {
                yield return $"{path}{key} is no http or https URL without a user";
            }
        }

        foreach ((string key, string? place) in new[] { ("data_dir", member.DataDir), ("node_exporter_mountpoint", member.NodeExporterMountpoint) })
        {
            if (place is not null && !place.StartsWith('/'))
            {
                yield return $"{path}{key}: \"{place}\" is no absolute path on the member's host";
            }
            else if (place is not null && member.NodeExporterUrl is null)
            {
                yield return $"{path}{key} is of use only with node_exporter_url";
            }
        }

        if (member.MetricsTls == new EtcdTlsOptions())
        {
            yield break;
        }

        if (member.MetricsUrl?.Scheme != Uri.UriSchemeHttps && member.NodeExporterUrl?.Scheme != Uri.UriSchemeHttps)
        {
            yield return $"{path}{(member.MetricsUrl is null ? "endpoint" : "metrics_url")}: metrics_tls needs an https metrics_url or node_exporter_url";
        }

        if (member.MetricsTls.CertificateFile is null != (member.MetricsTls.KeyFile is null))
        {
            yield return $"{path}metrics_tls.{(member.MetricsTls.KeyFile is null ? "cert_file needs its key_file" : "key_file needs its cert_file")}";
        }
    }
}
