using Etcd.Client;

namespace Etcd.Tests.Values;

public sealed class KeyRangeTests
{
    [Fact]
    public void A_prefix_holds_exactly_the_keys_that_start_with_it()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            Key prefix = Bytes(random, 3);
            Key key = Bytes(random, 5);
            KeyRange.Prefix(prefix).Contains(key).ShouldBe(key.StartsWith(prefix), $"{Convert.ToHexString(prefix.ToArray())} {Convert.ToHexString(key.ToArray())}");
        }
    }

    [Fact]
    public void A_range_holds_its_start_and_not_its_end()
    {
        var range = KeyRange.Between("b", "d");
        range.Contains("a").ShouldBeFalse();
        range.Contains("b").ShouldBeTrue();
        range.Contains("czzz").ShouldBeTrue();
        range.Contains("d").ShouldBeFalse();
    }

    [Fact]
    public void All_holds_every_key_and_is_the_default()
    {
        KeyRange.All.ShouldBe(default);
        KeyRange.Prefix("").ShouldBe(KeyRange.All);
        KeyRange.All.Contains((byte[])[0]).ShouldBeTrue();
        KeyRange.All.Contains((byte[])[0xFF, 0xFF]).ShouldBeTrue();
    }

    [Fact]
    public void A_single_key_is_a_range_of_one()
    {
        var range = KeyRange.Single("a");
        range.Contains("a").ShouldBeTrue();
        range.Contains((byte[])[0x61, 0]).ShouldBeFalse();
        range.ShouldBe(KeyRange.Between("a", (byte[])[0x61, 0]));
    }

    [Fact]
    public void An_end_that_is_not_after_the_start_is_refused()
    {
        Should.Throw<ArgumentException>(() => KeyRange.Between("b", "b"));
        Should.Throw<ArgumentException>(() => KeyRange.Between("b", "a"));
        Should.Throw<ArgumentException>(() => KeyRange.Between("", (byte[])[0])); // on the wire that end would mean "everything"
    }

    [Fact]
    public void The_wire_form_is_etcds()
    {
        Wire(KeyRange.All).ShouldBe(("00", "00"));
        Wire(KeyRange.Prefix("a")).ShouldBe(("61", "62"));
        Wire(KeyRange.Prefix((byte[])[0x61, 0xFF])).ShouldBe(("61FF", "62"));
        Wire(KeyRange.Prefix((byte[])[0xFF, 0xFF])).ShouldBe(("FFFF", "00"));
        Wire(KeyRange.From("a")).ShouldBe(("61", "00"));
        Wire(KeyRange.Single("a")).ShouldBe(("61", ""));
        Wire(KeyRange.Between("a", "c")).ShouldBe(("61", "63"));
    }

    [Fact]
    public void The_wire_form_comes_back_as_the_same_range()
    {
        foreach (var range in new[] { KeyRange.All, KeyRange.Prefix("a"), KeyRange.From("a"), KeyRange.Single("a"), KeyRange.Between("a", "c") })
        {
            KeyRange.FromWire(range.WireKey, range.WireEnd).ShouldBe(range);
        }
    }

    private static (string Key, string End) Wire(KeyRange range)
        => (Convert.ToHexString(range.WireKey.Span), Convert.ToHexString(range.WireEnd.Span));

    // few different bytes, so that prefixes, zeros and 0xFF meet often
    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(most + 1)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(random.Next(4) switch { 0 => 0, 1 => 0xFF, 2 => 0xFE, _ => 0x61 });
        }
        return bytes;
    }
}
