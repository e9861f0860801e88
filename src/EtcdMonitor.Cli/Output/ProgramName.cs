namespace EtcdMonitor.Cli.Output;

/// <summary>How this program is called here, so that a suggested command can be pasted.</summary>
internal static class ProgramName
{
    /// <summary>The program that this code is built into.</summary>
    public static string Name { get; } = typeof(ProgramName).Assembly.GetName().Name!;

    /// <summary>The bare name where the shell finds it, else the path from here.</summary>
    public static string ToType()
    {
        string? path = Environment.ProcessPath;
        if (path is null || Path.GetFileNameWithoutExtension(path) != Name)
        {
            return Name; // run by dotnet itself
        }

        string folder = Path.GetDirectoryName(path)!;
        if ((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Contains(folder, StringComparer.Ordinal))
        {
            return Name;
        }

        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Contains(Path.DirectorySeparatorChar) ? relative : $".{Path.DirectorySeparatorChar}{relative}";
    }
}
