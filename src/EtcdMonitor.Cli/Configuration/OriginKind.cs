namespace EtcdMonitor.Cli.Configuration;

/// <summary>Layers of the configuration; a higher one hides a lower one.</summary>
internal enum OriginKind
{
    /// <summary>Built in.</summary>
    Default,

    /// <summary>The YAML file.</summary>
    File,

    /// <summary>The manifest of a kubeadm control-plane node.</summary>
    Manifest,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A flag of the command line.</summary>
    Flag,
}
