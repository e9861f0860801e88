using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Bundles;

/// <summary>
/// The last rounds of one cluster, kept so that a bundle shows how a fault began. Written by the loop, read by whoever asks.
/// Rounds are packed in blocks, about half a kilobyte a round of three members.
/// </summary>
internal sealed class Recorder
{
    /// <summary>Rounds that are kept at least, once there were so many: two minutes at the default period.</summary>
    public const int Kept = 120;

    /// <summary>Rounds in a block. One round alone packs badly, for it is the repetition that packs well; many unpacked ones take room.</summary>
    private const int BlockSize = 10;

    /// <summary>Most bytes that are kept of one cluster; a member with a hostile list of members cannot take more.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _blocks = new();
    private readonly List<byte[]> _lines = [];
    private int _bytes;

    /// <summary>Bytes that are kept now.</summary>
    public int Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes + _lines.Sum(l => l.Length);
            }
        }
    }

    /// <summary>Adds a round and what was known before it.</summary>
    public void Add(ClusterSnapshot before, ImmutableArray<ProbeRound> rounds, Verdict verdict)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(Line(rounds, verdict), RoundJson.Default.RecordedRound);
        lock (_gate)
        {
            if (_lines.Count == 0)
            {
                _lines.Add(JsonSerializer.SerializeToUtf8Bytes(Opening.Of(before.State, before.Verdict), RoundJson.Default.Opening));
            }

            _lines.Add(line);
            if (_lines.Count > BlockSize)
            {
                Close();
            }
        }
    }

    /// <summary>All that is kept; null: no round was yet.</summary>
    public Recording? Read()
    {
        byte[][] blocks;
        byte[][] lines;
        lock (_gate)
        {
            (blocks, lines) = ([.. _blocks], [.. _lines]);
        }

        List<byte[]> all = [];
        foreach (IReadOnlyList<byte[]> block in blocks.Select(Unpack).Append(lines).Where(b => b.Count > 0))
        {
            // the first line of each block says what was known before it; only the oldest is of use
            all.AddRange(all.Count == 0 ? block : block.Skip(1));
        }

        return all.Count == 0 ? null : Recording.Of(all);
    }

    private static RecordedRound Line(ImmutableArray<ProbeRound> rounds, Verdict verdict) =>
        new(rounds, [.. rounds.SelectMany(r => r.Pages).Select(RecordedPage.Of)], RecordedVerdict.Of(verdict));

    private void Close()
    {
        byte[] block = Pack(_lines);
        _lines.Clear();
        _blocks.Enqueue(block);
        _bytes += block.Length;
        while (_blocks.Count > Kept / BlockSize || (_bytes > MostBytes && _blocks.Count > 1))
        {
            _bytes -= _blocks.Dequeue().Length;
        }
    }

    private static byte[] Pack(List<byte[]> lines)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest))
        {
            foreach (byte[] line in lines)
            {
                deflate.Write(line);
                deflate.WriteByte((byte)'\n');
            }
        }

        return packed.ToArray();
    }

    private static IReadOnlyList<byte[]> Unpack(byte[] block)
    {
        using MemoryStream lines = new();
        using (DeflateStream deflate = new(new MemoryStream(block), CompressionMode.Decompress))
        {
            deflate.CopyTo(lines);
        }

        return Recording.Lines(lines.ToArray());
    }
}
