using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(252, "4 m 12 s")]
    [InlineData(2284, "38 m 04 s")]
    [InlineData(11_520, "3 h 12 m")]
    [InlineData(532_800, "6 d 4 h")]
    [InlineData(-3, "0 s")]
    public void Ages_have_two_units(int seconds, string text) => Figures.Age(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(20_480, "20 KiB")]
    [InlineData(224_395_264, "214 MiB")]
    [InlineData(751_619_277, "0.7 GiB")]
    [InlineData(3_328_599_654, "3.1 GiB")]
    [InlineData(33_554_432, "32 MiB")]
    [InlineData(0, "0 B")]
    public void Sizes_are_binary(double bytes, string text) => Figures.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.04, "0.04 ms")]
    [InlineData(2.4, "2.4 ms")]
    [InlineData(38.44, "38.4 ms")]
    [InlineData(612.0, "612 ms")]
    [InlineData(12_500.0, "12.5 s")]
    [InlineData(null, "—")]
    public void Latencies_have_three_digits_at_most(double? milliseconds, string text) => Figures.Milliseconds(milliseconds).ShouldBe(text);

    [Fact]
    public void An_instant_of_another_day_says_the_day()
    {
        DateTimeOffset now = new(2026, 11, 21, 2, 55, 20, TimeSpan.Zero);
        Figures.Instant(now.AddMinutes(-4), now).ShouldBe("02:51:20 UTC");
        Figures.Instant(now.AddHours(-4), now).ShouldBe("20 Nov, 22:55 UTC");
    }
}
