using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace EtcdMonitor.Server.Bundles;

/// <summary>A support bundle: files in one folder of a gzipped tar, with a manifest that says what they are. It holds no keys, no values and no secrets.</summary>
/// <param name="Manifest">What it is.</param>
/// <param name="Files">Its files but for the manifest, by name.</param>
public sealed record Bundle(BundleManifest Manifest, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Name of the manifest in it.</summary>
    internal const string ManifestFile = "manifest.json";

    /// <summary>Most bytes that all files take together; two minutes of a large cluster are a few MiB. What is larger was made to hurt.</summary>
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Most files in it.</summary>
    private const int MostFiles = 64;

    /// <summary>Its name without an ending: <c>registry-eu-3-20261121T025520Z</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Manifest.Cluster}-{Manifest.MadeAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    /// <summary>The name of its file.</summary>
    public string FileName => $"{Name}.tar.gz";

    /// <summary>The same with another file.</summary>
    public Bundle With(string name, byte[] content) => this with { Files = new Dictionary<string, byte[]>(Files, StringComparer.Ordinal) { [name] = content } };

    /// <summary>The archive. The manifest comes first and lists the others.</summary>
    public byte[] ToBytes()
    {
        BundleManifest manifest = Manifest with { Files = [.. Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new BundledFile(f.Key, f.Value.Length))] };
        using MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionLevel.Optimal, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Ustar))
        {
            Write(tar, ManifestFile, BundleJson.Pretty(manifest));
            foreach ((string name, byte[] content) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                Write(tar, name, content);
            }
        }

        return archive.ToArray();
    }

    /// <summary>Reads an archive.</summary>
    /// <exception cref="InvalidDataException">It is none, is cut short, or is too new; the message says which.</exception>
    public static async Task<Bundle> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        try
        {
            await using GZipStream gzip = new(archive, CompressionMode.Decompress, leaveOpen: true);
            await using TarReader tar = new(gzip);
            long total = 0;
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } data })
                {
                    total += entry.Length;
                    if (total > MostBytes || files.Count >= MostFiles)
                    {
                        throw new InvalidDataException("is larger than any bundle");
                    }

                    using MemoryStream content = new();
                    await data.CopyToAsync(content, cancellationToken);
                    files[entry.Name[(entry.Name.LastIndexOf('/') + 1)..]] = content.ToArray();
                }
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("is cut short: copy it again", e);
        }
        catch (InvalidDataException e) when (e.Message != "is larger than any bundle")
        {
            throw new InvalidDataException(files.Count > 0 ? "is damaged: copy it again" : "is no bundle of etcd-monitor", e);
        }

        return Checked(files);
    }

    private static Bundle Checked(Dictionary<string, byte[]> files)
    {
        if (!files.Remove(ManifestFile, out byte[]? bytes))
        {
            throw new InvalidDataException("is no bundle of etcd-monitor: it has no manifest");
        }

        BundleManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(bytes, BundleJson.Default.BundleManifest);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("is no bundle of etcd-monitor: its manifest cannot be read", e);
        }

        if (manifest is not { Schema: not null, Cluster: not null, Version: not null } || !manifest.Schema.StartsWith(BundleManifest.Family, StringComparison.Ordinal))
        {
            throw new InvalidDataException("is no bundle of etcd-monitor: its manifest is another's");
        }

        if (manifest.Schema != BundleManifest.Current)
        {
            throw new InvalidDataException($"was made by etcd-monitor {manifest.Version} in a form that this version does not know ({manifest.Schema}, known: {BundleManifest.Current}). Replay it with that version");
        }

        if (!manifest.Files.IsDefault && manifest.Files.FirstOrDefault(f => !files.TryGetValue(f.Name, out byte[]? content) || content.Length != f.Bytes) is { } lost)
        {
            throw new InvalidDataException($"is cut short: {lost.Name} is not whole. Copy it again");
        }

        return new(manifest, files);
    }

    private void Write(TarWriter tar, string name, byte[] content) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{Name}/{name}")
    {
        DataStream = new MemoryStream(content),
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = Manifest.MadeAt,
    });
}
