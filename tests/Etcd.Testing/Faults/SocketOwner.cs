using System.Globalization;
using System.Net;

namespace Etcd.Testing;

/// <summary>Which process made a TCP connection on this machine: Linux tells in <c>/proc</c>.</summary>
internal static class SocketOwner
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int InodeColumn = 9;

    /// <summary>The name of the process that holds the end <paramref name="local"/> of the connection; null when it is none of them.</summary>
    public static string? Find(IPEndPoint local, IPEndPoint remote, IEnumerable<(string Name, int ProcessId)> candidates)
    {
        if (Inode(local, remote) is not { } inode)
        {
            return null;
        }
        var link = $"socket:[{inode}]";
        return candidates.FirstOrDefault(candidate => Holds(candidate.ProcessId, link)).Name;
    }

    // "sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …", the addresses as 0100007F:1F90
    private static string? Inode(IPEndPoint local, IPEndPoint remote)
    {
        var (here, there) = (Hex(local), Hex(remote));
        foreach (var line in File.ReadLines("/proc/net/tcp"))
        {
            if (line.Contains(here, StringComparison.Ordinal)
                && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > InodeColumn } columns
                && columns[LocalColumn] == here && columns[RemoteColumn] == there)
            {
                return columns[InodeColumn];
            }
        }
        return null;
    }

    // the address as the machine stores it: little-endian on what etcd runs on
    private static string Hex(IPEndPoint end)
        => string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(end.Address.GetAddressBytes()):X8}:{end.Port:X4}");

    private static bool Holds(int processId, string link)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Any(file => string.Equals(new FileInfo(file).LinkTarget, link, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended
        }
    }
}
