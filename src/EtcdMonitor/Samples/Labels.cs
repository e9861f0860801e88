using System.Buffers.Text;

namespace EtcdMonitor.Samples;

/// <summary>Reads label values out of the bytes between the braces. etcd's own values carry no escapes.</summary>
internal static class Labels
{
    /// <summary>Value of a label; empty: it is not there.</summary>
    public static ReadOnlySpan<byte> Get(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> name)
    {
        while (!labels.IsEmpty)
        {
            int equals = labels.IndexOf("=\""u8);
            if (equals < 0)
            {
                break;
            }

            ReadOnlySpan<byte> label = labels[..equals].TrimStart(", "u8);
            ReadOnlySpan<byte> rest = labels[(equals + 2)..];
            int end = rest.IndexOf((byte)'"');
            if (end < 0)
            {
                break;
            }

            if (label.SequenceEqual(name))
            {
                return rest[..end];
            }

            labels = rest[(end + 1)..];
        }

        return default;
    }

    /// <summary>The <c>le</c> label of a histogram's bucket; NaN: it has none.</summary>
    public static double Bound(ReadOnlySpan<byte> labels) => Number(Get(labels, "le"u8));

    /// <summary>A number as the text format writes it; NaN: it is none.</summary>
    public static double Number(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("+Inf"u8))
        {
            return double.PositiveInfinity;
        }

        return Utf8Parser.TryParse(text, out double value, out int used) && used == text.Length ? value : double.NaN;
    }
}
