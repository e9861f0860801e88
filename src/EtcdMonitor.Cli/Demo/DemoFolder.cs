namespace EtcdMonitor.Cli.Demo;

/// <summary>Folder of this user's running programs, where the demo and those who steer it meet. Nobody else may look in.</summary>
internal static class DemoFolder
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Path of the demo's socket.</summary>
    public static string SocketPath(IReadOnlyDictionary<string, string> environment) => Path.Combine(Folder(environment), "demo.sock");

    /// <summary>Makes the folder, or takes the one that is there if it is ours.</summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Ensure(IReadOnlyDictionary<string, string> environment)
    {
        string folder = Folder(environment);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OnlyOwner);
        File.SetUnixFileMode(folder, OnlyOwner); // fails where another user got there first
    }

    private static string Folder(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
            ? Path.Combine(runtime, "etcd-monitor")
            : Path.Combine(Path.GetTempPath(), $"etcd-monitor-{Environment.UserName}");
}
