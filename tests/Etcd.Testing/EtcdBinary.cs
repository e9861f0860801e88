namespace Etcd.Testing;

/// <summary>Finds etcd on this machine.</summary>
public static class EtcdBinary
{
    /// <summary>
    /// The path of an etcd of that version; null when there is none. Looked for in this order: the environment
    /// variable <c>ETCD_MONITOR_ETCD_35</c> or <c>_34</c> (a file or its folder), the cache that <c>build/etcd.sh</c>
    /// fills, the PATH.
    /// </summary>
    public static string? Find(EtcdVersion version = EtcdVersion.Any) => version switch
    {
        EtcdVersion.V35 => Known("ETCD_MONITOR_ETCD_35", "etcd-3.5") ?? OnPath("3.5"),
        EtcdVersion.V34 => Known("ETCD_MONITOR_ETCD_34", "etcd-3.4") ?? OnPath("3.4"),
        _ => Known("ETCD_MONITOR_ETCD_35", "etcd-3.5") ?? Known("ETCD_MONITOR_ETCD_34", "etcd-3.4") ?? OnPath(line: null),
    };

    /// <summary>As <see cref="Find"/>, but with an error that says what to do.</summary>
    /// <exception cref="EtcdClusterException">There is no etcd of that version.</exception>
    public static string Require(EtcdVersion version = EtcdVersion.Any)
        => Find(version) ?? throw new EtcdClusterException(version switch
        {
            EtcdVersion.V34 => "There is no etcd 3.4 here; run build/etcd.sh 3.4, or set ETCD_MONITOR_ETCD_34 to its path.",
            EtcdVersion.V35 => "There is no etcd 3.5 here; run build/etcd.sh 3.5, or set ETCD_MONITOR_ETCD_35 to its path.",
            _ => "There is no etcd here; install it, or run build/etcd.sh 3.5, or set ETCD_MONITOR_ETCD_35 to its path.",
        });

    private static string? Known(string variable, string folder)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set)
        {
            return Existing(Directory.Exists(set) ? Path.Combine(set, FileName()) : set);
        }
        return Existing(Path.Combine(Cache(), folder, FileName()));
    }

    private static string? OnPath(string? line)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Existing(Path.Combine(folder, FileName())) is { } file && (line is null || VersionOf(file).StartsWith(line + ".", StringComparison.Ordinal)))
            {
                return file;
            }
        }
        return null;
    }

    // "etcd Version: 3.4.23" on the first line
    private static string VersionOf(string file)
    {
        try
        {
            using var process = ChildProcess.Start(file, ["--version"]);
            var line = process.StandardOutput.ReadLine() ?? "";
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return line.Replace("etcd Version:", "", StringComparison.Ordinal).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // not a program for this machine
        }
    }

    internal static string Cache()
        => Set("ETCD_MONITOR_CACHE")
            ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "etcd-monitor");

    private static string? Set(string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string? Existing(string file) => File.Exists(file) ? file : null;

    private static string FileName() => OperatingSystem.IsWindows() ? "etcd.exe" : "etcd";
}
