using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>
/// Takes endpoint and certificates from the static pod of etcd on a kubeadm control-plane node. kubeadm issues a certificate for the health checks of that
/// pod, which is good for a client: no key of the API server is needed.
/// </summary>
internal static class Kubeadm
{
    /// <summary>Where kubeadm keeps everything; the flag may name another folder, such as a mount in a container.</summary>
    public const string DefaultFolder = "/etc/kubernetes";

    private const string Flag = "--kubeadm";
    private const string Advice = "run on a control-plane node with etcd on it, or give its folder as --kubeadm=FOLDER";

    /// <summary>Where containers of the manifest put their words: kubeadm writes all into command, a patch may use args.</summary>
    private static readonly string[] WordKeys = ["command", "args"];

    /// <summary>The configuration that the manifest stands for, as the file would write it; null: it cannot be had, which the report tells.</summary>
    /// <param name="place">kubeadm's folder, or the manifest itself.</param>
    /// <param name="report">Where to tell.</param>
    public static ConfigNode.Map? Read(string place, ConfigurationReport report)
    {
        string manifest = place.EndsWith(".yaml", StringComparison.Ordinal) ? place : Path.Combine(place, "manifests", "etcd.yaml");
        if (FileAccessCheck.WhyNot(manifest) is { } why)
        {
            report.Problems.Add(Wrong(why.What, why.Advice ?? Advice) with { Act = $"cannot read {manifest}" });
            return null;
        }

        if (Arguments(manifest, report) is not { } arguments)
        {
            return null;
        }

        if (Given(arguments, "--advertise-client-urls") is not { Length: > 0 } endpoints)
        {
            report.Problems.Add(Wrong($"finds no --advertise-client-urls in {manifest}", Advice));
            return null;
        }

        Origin origin = new(OriginKind.Manifest, manifest);
        List<(string Path, ConfigNode Value)> values = [("endpoints", new ConfigNode.List([.. endpoints.Select(e => Text(e, origin))], origin))];
        if (endpoints.Any(e => e.StartsWith("https://", StringComparison.Ordinal)))
        {
            string ca = Authority(manifest, arguments);
            string home = Path.GetDirectoryName(ca)!;
            values.Add(("tls.ca_file", Text(ca, origin)));
            values.Add(("tls.cert_file", Text(Path.Combine(home, "healthcheck-client.crt"), origin)));
            values.Add(("tls.key_file", Text(Path.Combine(home, "healthcheck-client.key"), origin)));
        }

        if (MetricsUrl(arguments, endpoints[0]) is { } metrics)
        {
            values.Add(("members", new ConfigNode.List([Group([("endpoint", Text(endpoints[0], origin)), ("metrics_url", Text(metrics, origin))], origin)], origin)));
        }

        return values.Select(v => (ConfigNode)Overlay.At($"{SettingTable.Etcd}.{v.Path}", v.Value)).Aggregate((low, high) => Overlay.Merge(low, high)!) as ConfigNode.Map;
    }

    /// <summary>etcd's CA: in kubeadm's folder, also a copied or mounted one, or where the manifest says, for another certificatesDir.</summary>
    private static string Authority(string manifest, IReadOnlyList<string> arguments)
    {
        string usual = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(manifest)))!, "pki", "etcd", "ca.crt");
        return !File.Exists(usual) && Given(arguments, "--trusted-ca-file") is [var named, ..] && File.Exists(named) ? named : usual;
    }

    /// <summary>
    /// A metrics listener that other hosts reach. The one on loopback, which kubeadm sets up, is left out: the client port gives the same page, also to a
    /// monitor in a pod, whose loopback is another.
    /// </summary>
    private static string? MetricsUrl(IReadOnlyList<string> arguments, string endpoint)
    {
        Uri? url = Given(arguments, "--listen-metrics-urls")?.Select(u => Uri.TryCreate(u, UriKind.Absolute, out Uri? parsed) ? parsed : null).FirstOrDefault(u => u is { IsLoopback: false });
        return url is null ? null
            : url.Host is "0.0.0.0" or "[::]" ? $"{url.Scheme}://{new Uri(endpoint).Authority.Replace($":{new Uri(endpoint).Port}", "", StringComparison.Ordinal)}:{url.Port}"
            : url.OriginalString;
    }

    private static IReadOnlyList<string>? Arguments(string manifest, ConfigurationReport report)
    {
        YamlStream stream = [];
        try
        {
            using StreamReader text = File.OpenText(manifest);
            stream.Load(text);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            report.Problems.Add(Wrong($"{manifest} is no YAML, {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", null));
            return null;
        }

        // spec.containers[].command and args: kubeadm writes all into command, patches may use args
        return stream.Documents.Count == 0 ? [] :
        [
            .. from container in Child(Child(stream.Documents[0].RootNode, "spec"), "containers") is YamlSequenceNode list ? list.Children : []
               from key in WordKeys
               from word in Child(container, key) is YamlSequenceNode words ? words.Children : []
               select (word as YamlScalarNode)?.Value ?? "",
        ];
    }

    private static YamlNode? Child(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;

    /// <summary>Values of a flag, written as <c>--flag=a,b</c>; null: it is not given.</summary>
    private static string[]? Given(IReadOnlyList<string> arguments, string flag) =>
        arguments.LastOrDefault(a => a.StartsWith(flag + "=", StringComparison.Ordinal))?[(flag.Length + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ConfigNode.Scalar Text(string text, Origin origin) => new(text, false, origin);

    private static ConfigNode.Map Group(IReadOnlyList<(string Key, ConfigNode Value)> values, Origin origin) => new([.. values.Select(v => new ConfigNode.Entry(v.Key, origin, v.Value))], origin);

    private static Problem Wrong(string what, string? advice) => new(new Origin(OriginKind.Flag, Flag), "", what, advice);
}
