namespace EtcdMonitor.Cli.Output;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done, and all is well.</summary>
    public const int Ok = 0;

    /// <summary>It went wrong.</summary>
    public const int Failed = 1;

    /// <summary>Flag, value, configuration, unreadable file, unknown name.</summary>
    public const int Usage = 2;

    /// <summary>Cannot be reached, its certificate is not to be trusted, or nothing but Unknown is left.</summary>
    public const int Unreachable = 3;

    /// <summary>A cluster is unhealthy.</summary>
    public const int Unhealthy = 4;

    /// <summary>Denied.</summary>
    public const int Denied = 5;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
