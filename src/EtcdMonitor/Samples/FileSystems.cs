using System.Text;

namespace EtcdMonitor.Samples;

/// <summary>Space of a host's file systems by mountpoint, bytes, out of a node exporter's page.</summary>
internal sealed class FileSystems
{
    private readonly Dictionary<string, (double Size, double Available)> _all = new(StringComparer.Ordinal);

    /// <summary>What is kept of the page.</summary>
    public static Utf8Table<Entry<FileSystems>> Catalog { get; } = new(
        ("node_filesystem_size_bytes", (page, labels, value) => page.Set(labels, space => space with { Size = value })),
        ("node_filesystem_avail_bytes", (page, labels, value) => page.Set(labels, space => space with { Available = value })));

    /// <summary>Where file systems are mounted.</summary>
    public IEnumerable<string> Mountpoints => _all.Keys.Order(StringComparer.Ordinal);

    /// <summary>Size and available bytes of what is mounted there; NaN: the page does not tell. Null: nothing is mounted there.</summary>
    public (double Size, double Available)? this[string mountpoint] => _all.TryGetValue(mountpoint, out (double, double) space) ? space : null;

    /// <summary>Where the file system is mounted that a path is on: the longest mountpoint that the path begins with. Null: none.</summary>
    public string? MountpointOf(string path) => _all.Keys.Where(m => IsUnder(path, m)).MaxBy(m => m.Length);

    private static bool IsUnder(string path, string mountpoint) =>
        mountpoint == "/" ? path.StartsWith('/') : path.StartsWith(mountpoint, StringComparison.Ordinal) && (path.Length == mountpoint.Length || path[mountpoint.Length] == '/');

    private void Set(ReadOnlySpan<byte> labels, Func<(double Size, double Available), (double, double)> with)
    {
        string mountpoint = Encoding.UTF8.GetString(Labels.Get(labels, "mountpoint"u8));
        _all[mountpoint] = with(_all.TryGetValue(mountpoint, out (double, double) space) ? space : (double.NaN, double.NaN));
    }
}
