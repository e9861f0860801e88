using System.Collections.Immutable;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Server.Bundles;

/// <summary>What a bundle is.</summary>
public sealed record BundleManifest
{
    /// <summary>What all versions of the form begin with.</summary>
    internal const string Family = "etcd-monitor.bundle/";

    /// <summary>The form that this version writes and reads.</summary>
    internal const string Current = Family + "1";

    /// <summary>Version of the form; within it files and fields are only added.</summary>
    public string Schema { get; init; } = Current;

    /// <summary>Version of the program that made it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The cluster that it is about.</summary>
    public required string Cluster { get; init; }

    /// <summary>Who recorded the rounds: <c>monitor</c>, or <c>etcd</c> when the command line asked the members itself.</summary>
    public required string Source { get; init; }

    /// <summary>Rounds that are recorded.</summary>
    public int Rounds { get; init; }

    /// <summary>Begin of the first round.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the last round.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Limits that the rules compared with.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>What it leaves out, in words.</summary>
    public string LeftOut { get; init; } = "keys, values, passwords, tokens, private keys; names and addresses of members are in it";

    /// <summary>Its other files.</summary>
    public ImmutableArray<BundledFile> Files { get; init; } = [];
}

/// <summary>A file of a bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BundledFile(string Name, long Bytes);
