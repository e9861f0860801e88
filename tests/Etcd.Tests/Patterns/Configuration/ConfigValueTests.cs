using System.Globalization;
using System.Text.Json.Serialization;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public sealed class ConfigValueTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same()
    {
        var random = new Random(20261);
        for (var i = 0; i < 5_000; i++)
        {
            var bits = random.NextInt64(long.MinValue, long.MaxValue);
            ((ConfigValue)bits).ToLong().ShouldBe(bits);
            ((ConfigValue)(int)bits).ToInt().ShouldBe((int)bits);
            var number = BitConverter.Int64BitsToDouble(bits);
            BitConverter.DoubleToInt64Bits(((ConfigValue)number).ToDouble()).ShouldBe(BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number));
            var duration = TimeSpan.FromTicks((long)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(1, 19))));
            ((ConfigValue)duration).ToDuration().ShouldBe(duration, ((ConfigValue)duration).ToString());
        }
        ((ConfigValue)TimeSpan.MinValue).ToDuration().ShouldBe(TimeSpan.MinValue);
        ((ConfigValue)true).ToBool().ShouldBeTrue();
        ((ConfigValue)false).ToBool().ShouldBeFalse();
        ((ConfigValue)" text ").ToString().ShouldBe(" text ");
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            ((ConfigValue)(-0.5)).ToString().ShouldBe("-0.5");
            ((ConfigValue)(-7)).ToString().ShouldBe("-7");
            ((ConfigValue)"-0.5").ToDouble().ShouldBe(-0.5);
            ((ConfigValue)"-7").ToInt().ShouldBe(-7);
            ((ConfigValue)TimeSpan.FromSeconds(-1.5)).ToString().ShouldBe("-1.5s");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("1m30s", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("-2h", -7200)]
    [InlineData("0", 0)]
    [InlineData("30s\n", 30)] // as echo 30s | etcdctl put leaves it
    public void Durations_are_Go_s(string text, double seconds) => ((ConfigValue)text).ToDuration().ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1\n", true)]
    [InlineData("False", false)]
    [InlineData("f", false)]
    [InlineData("0", false)]
    public void True_and_false_are_read_as_Go_reads_them(string text, bool flag) => ((ConfigValue)text).ToBool().ShouldBe(flag);

    [Fact]
    public void What_is_of_another_type_is_told()
    {
        ConfigValue value = "abc";
        Should.Throw<ConfigFormatException>(() => value.ToInt()).Message.ShouldBe("The value 'abc' is not a whole number between -2147483648 and 2147483647, such as 5432.");
        Should.Throw<ConfigFormatException>(() => value.ToLong()).Message.ShouldContain("at most 64 bits");
        Should.Throw<ConfigFormatException>(() => value.ToBool()).Message.ShouldContain("true or false");
        Should.Throw<ConfigFormatException>(() => value.ToDouble()).Message.ShouldContain("such as 0.75");
        Should.Throw<ConfigFormatException>(() => value.ToDuration()).Message.ShouldContain("such as 1m30s");
        Should.Throw<ConfigFormatException>(() => ((ConfigValue)3_000_000_000).ToInt());
        Should.Throw<ConfigFormatException>(() => ((ConfigValue)"").ToBool());
        Should.Throw<ConfigFormatException>(() => ((ConfigValue)"1,5").ToDouble());
        Should.Throw<ConfigFormatException>(() => default(ConfigValue).ToInt()).Path.ShouldBeEmpty();
        Should.Throw<ConfigFormatException>(() => ((ConfigValue)new string('x', 5_000)).ToInt()).Message.ShouldContain($"'{new string('x', 40)}…'");
    }

    [Fact]
    public void Json_goes_in_and_out()
    {
        var value = ConfigValue.Json(new Endpoint("db", 5432), EndpointJson.Default.Endpoint);
        value.ToString().ShouldBe("""{"Host":"db","Port":5432}""");
        value.ToJson(EndpointJson.Default.Endpoint).ShouldBe(new Endpoint("db", 5432));
        var wrong = Should.Throw<ConfigFormatException>(() => ((ConfigValue)"{\"Port\":\"x\"}").ToJson(EndpointJson.Default.Endpoint));
        wrong.Message.ShouldContain("is not a Endpoint in JSON");
        wrong.InnerException.ShouldNotBeNull();
        Should.Throw<ConfigFormatException>(() => ((ConfigValue)"null").ToJson(EndpointJson.Default.Endpoint));
    }

    [Fact]
    public void Equal_are_the_same_bytes()
    {
        ((ConfigValue)"1" == (ConfigValue)1).ShouldBeTrue();
        ((ConfigValue)"1" != (ConfigValue)"01").ShouldBeTrue();
        ((ConfigValue)"1").GetHashCode().ShouldBe(((ConfigValue)1).GetHashCode());
        default(ConfigValue).ShouldBe((ConfigValue)"");
    }
}

public sealed record Endpoint(string Host, int Port);

[JsonSerializable(typeof(Endpoint))]
internal sealed partial class EndpointJson : JsonSerializerContext;
