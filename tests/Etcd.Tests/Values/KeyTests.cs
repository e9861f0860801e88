using System.Text;
using Etcd.Client;

namespace Etcd.Tests.Values;

public sealed class KeyTests
{
    // characters whose order differs between UTF-16 and UTF-8, bytes that are no text, and common beginnings
    private static readonly byte[][] Samples =
    [
        [], [0], [0, 0], [0x61], [0x61, 0], [0x61, 0x62], [0xFF], [0xFF, 0xFF], [0xFF, 0], [0xFE, 0xFF],
        Encoding.UTF8.GetBytes("é"), Encoding.UTF8.GetBytes("\uFFFD"), Encoding.UTF8.GetBytes("\U0001F600"), Encoding.UTF8.GetBytes("a/b"),
    ];

    [Fact]
    public void Keys_order_as_their_bytes_do()
    {
        foreach (var (left, right) in Pairs())
        {
            var expected = Math.Sign(left.AsSpan().SequenceCompareTo(right));
            foreach (var (a, b) in Spellings(left).SelectMany(a => Spellings(right).Select(b => (a, b))))
            {
                Math.Sign(a.CompareTo(b)).ShouldBe(expected);
                (a < b).ShouldBe(expected < 0);
                (a > b).ShouldBe(expected > 0);
                (a <= b).ShouldBe(expected <= 0);
                (a >= b).ShouldBe(expected >= 0);
                (a == b).ShouldBe(expected == 0);
                (a != b).ShouldBe(expected != 0);
                a.Equals((object)b).ShouldBe(expected == 0);
                if (expected == 0)
                {
                    a.GetHashCode().ShouldBe(b.GetHashCode());
                }
            }
        }
    }

    [Fact]
    public void Appending_and_taking_off_are_inverse()
    {
        foreach (var (left, right) in Pairs())
        {
            foreach (var (a, b) in Spellings(left).SelectMany(a => Spellings(right).Select(b => (a, b))))
            {
                var joined = a.Append(b);
                joined.ToArray().ShouldBe([.. left, .. right]);
                joined.ByteCount.ShouldBe(left.Length + right.Length);
                joined.StartsWith(a).ShouldBeTrue();
                joined.Without(a).ShouldBe(b);
            }
        }
    }

    [Fact]
    public void Taking_off_what_is_not_there_is_an_error()
        => Should.Throw<ArgumentException>(() => new Key("a/b").Without("b/")).Message.ShouldContain("'a/b' does not start with 'b/'");

    [Fact]
    public void A_key_longer_than_the_stack_space_is_like_any_other()
    {
        var text = new string('é', 1000);
        new Key(text).ShouldBe(new Key(Encoding.UTF8.GetBytes(text)));
        new Key(text).StartsWith(text[..999]).ShouldBeTrue();
        new Key(text).GetHashCode().ShouldBe(new Key(Encoding.UTF8.GetBytes(text)).GetHashCode());
    }

    [Fact]
    public void A_key_shows_as_its_text() => new Key("a/é"u8.ToArray()).ToString().ShouldBe("a/é");

    private static IEnumerable<(byte[] Left, byte[] Right)> Pairs() => Samples.SelectMany(left => Samples.Select(right => (left, right)));

    // the same key made of bytes and, where it is text, of a string
    private static IEnumerable<Key> Spellings(byte[] bytes)
    {
        yield return bytes;
        var text = Encoding.UTF8.GetString(bytes);
        if (Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
        {
            yield return text;
        }
    }
}
