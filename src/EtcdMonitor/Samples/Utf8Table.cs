using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EtcdMonitor.Samples;

/// <summary>A fixed map from names to values that is asked with bytes, so that no line of a page becomes a string.</summary>
internal sealed class Utf8Table<T>
    where T : class
{
    private readonly (byte[] Name, T Value)?[] _slots;

    /// <summary>Open addressing at a quarter full: a miss, the common case, mostly ends at the first empty slot.</summary>
    public Utf8Table(params ReadOnlySpan<(string Name, T Value)> entries)
    {
        _slots = new (byte[], T)?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length * 4)];
        foreach ((string name, T value) in entries)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            int slot = Slot(bytes);
            while (_slots[slot] is not null)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = (bytes, value);
        }
    }

    /// <summary>The value of a name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, [NotNullWhen(true)] out T? value)
    {
        for (int slot = Slot(name); _slots[slot] is var (bytes, found); slot = (slot + 1) & (_slots.Length - 1))
        {
            if (name.SequenceEqual(bytes))
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }

    private int Slot(ReadOnlySpan<byte> name)
    {
        // FNV-1a over the last bytes: etcd's names share their beginnings
        uint hash = 2166136261;
        foreach (byte each in name[^Math.Min(name.Length, 24)..])
        {
            hash = (hash ^ each) * 16777619;
        }

        return (int)((hash ^ (uint)name.Length) & (uint)(_slots.Length - 1));
    }
}
