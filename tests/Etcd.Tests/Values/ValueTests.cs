using System.Text.Json;
using System.Text.Json.Serialization;
using Etcd.Client;

namespace Etcd.Tests.Values;

public sealed partial class ValueTests
{
    [Fact]
    public void Text_bytes_and_numbers_convert()
    {
        Value text = "é";
        Value bytes = "é"u8.ToArray();
        Value number = -42;
        text.ShouldBe(bytes);
        text.GetHashCode().ShouldBe(bytes.GetHashCode());
        bytes.ToString().ShouldBe("é");
        number.ToString().ShouldBe("-42");
        (text == bytes).ShouldBeTrue();
        (text != number).ShouldBeTrue();
        default(Value).IsEmpty.ShouldBeTrue();
        new Value("").ShouldBe(default);
    }

    [Fact]
    public void A_number_is_parsed_or_the_error_shows_the_text()
    {
        new Value("17").Parse<long>().ShouldBe(17);
        new Value("1.5").Parse<double>().ShouldBe(1.5);
        Should.Throw<FormatException>(() => new Value("seven").Parse<int>()).Message.ShouldContain("'seven'");
    }

    [Fact]
    public void Json_goes_in_and_comes_out()
    {
        var value = Value.Json(new Point(1, 2), Types.Default.Point);
        value.ToString().ShouldBe("""{"X":1,"Y":2}""");
        value.ReadJson(Types.Default.Point).ShouldBe(new Point(1, 2));
        Should.Throw<JsonException>(() => new Value("{").ReadJson(Types.Default.Point));
    }

    public sealed record Point(int X, int Y);

    [JsonSerializable(typeof(Point))]
    public sealed partial class Types : JsonSerializerContext;
}
