using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>What reading the configuration brought up.</summary>
internal sealed class ConfigurationReport
{
    /// <summary>What is wrong; anything here and nothing starts.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>What is odd; told, then the program goes on.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Where each value that was set came from, by its path.</summary>
    public Dictionary<string, Origin> Origins { get; } = new(StringComparer.Ordinal);

    /// <summary>Variables that stand in a value of the file, by its path.</summary>
    public Dictionary<string, IReadOnlyList<string>> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The file that a value was taken from, by the path of the key that names it, such as <c>alerts.webhook.url_file</c>.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each cluster was read, <c>etcd.</c> or <c>clusters[0].</c>, in the order of the options.</summary>
    public List<(string Root, ClusterOptions Cluster)> Clusters { get; } = [];

    /// <summary>Notes what a reading says is wrong; nothing, when it was told already.</summary>
    public void Add(Origin origin, string path, Reading reading)
    {
        if (reading.What is { } what)
        {
            Problems.Add(new Problem(origin, path, what, reading.Advice) { Act = reading.Act });
        }
    }

    /// <summary>Notes a key that no setting has. In the environment it only warns: others may use our prefix.</summary>
    public void Unknown(Origin origin, string path, string? nearest)
    {
        if (origin.Kind == OriginKind.Environment)
        {
            Warnings.Add($"{origin.Name} is no variable of ours. " + (nearest is null ? "It is ignored" : $"Did you mean {nearest.ToUpperInvariant()} in it?"));
            return;
        }

        Problems.Add(new Problem(origin, path, "unknown key", nearest is null ? null : $"did you mean {nearest}?"));
    }
}
