using System.Globalization;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Who listens on a port of this machine, as far as <c>/proc</c> tells us.</summary>
internal static class PortHolder
{
    /// <summary>State of a listening socket in <c>/proc/net/tcp</c>.</summary>
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary><c>nginx, pid 4121</c>; null: it cannot be told from here.</summary>
    public static string? Find(int port)
    {
        HashSet<string> sockets = [.. Tables.Where(File.Exists).SelectMany(f => Sockets(f, port))];
        if (sockets.Count == 0)
        {
            return null;
        }

        foreach (string process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(fd => File.ResolveLinkTarget(fd, false)?.Name is { } target && sockets.Contains(target)))
                {
                    return $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()}, pid {Path.GetFileName(process)}";
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it ended meanwhile, or belongs to somebody else: then we cannot know
            }
        }

        return null;
    }

    /// <summary>Targets of the descriptors of sockets that listen on the port.</summary>
    private static IEnumerable<string> Sockets(string table, int port)
    {
        string suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.ReadLines(table).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[1].EndsWith(suffix, StringComparison.Ordinal) && fields[3] == Listening)
            .Select(fields => $"socket:[{fields[9]}]");
    }
}
