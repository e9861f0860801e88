using Etcd.Patterns;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0", 0)]
    [InlineData("1m500ms", 60_500)]
    public void Go_s_durations_are_read(string text, double milliseconds) => GoDuration.Parse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("")]
    [InlineData("1 s")]
    [InlineData("30")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("1d")]
    [InlineData("99999999999999999h")]
    [InlineData("00000000000000000000000000000000000001s")]
    public void Anything_else_is_none(string text) => GoDuration.Parse(text).ShouldBeNull();

    [Fact]
    public void Days_are_read_where_they_are_allowed() => GoDuration.Parse("90d12h", days: true).ShouldBe(new TimeSpan(90, 12, 0, 0));

    [Fact]
    public void What_is_written_is_read_back_as_the_same()
    {
        Random random = new(20260);
        for (int i = 0; i < 5_000; i++)
        {
            // every order of magnitude from 100 ns to centuries
            TimeSpan value = TimeSpan.FromTicks((long)(random.NextDouble() * Math.Pow(10, random.Next(1, 18))));
            bool days = random.Next(2) == 0;
            GoDuration.Parse(GoDuration.Format(value, days), days).ShouldBe(value, GoDuration.Format(value, days));
            GoDuration.Parse(GoDuration.Format(-value, days), days, signed: true).ShouldBe(-value, GoDuration.Format(-value, days));
        }
    }

    [Theory]
    [InlineData("-1m30s", -90)]
    [InlineData("+1m30s", 90)]
    [InlineData("-0", 0)]
    public void A_sign_is_read_where_it_is_allowed(string text, double seconds) => GoDuration.Parse(text, signed: true).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("-")]
    [InlineData("--1s")]
    [InlineData("1s-1s")]
    [InlineData("-256204778h48m5.4775809s")]
    public void A_sign_out_of_place_is_none(string text) => GoDuration.Parse(text, signed: true).ShouldBeNull();

    [Fact]
    public void The_ends_of_time_are_read_back()
    {
        foreach (TimeSpan end in new[] { TimeSpan.MinValue, TimeSpan.MaxValue })
        {
            GoDuration.Parse(GoDuration.Format(end), signed: true).ShouldBe(end);
        }
    }

    [Theory]
    [InlineData(90, "1m30s")]
    [InlineData(3600, "1h")]
    [InlineData(0.5, "500ms")]
    [InlineData(0, "0s")]
    public void The_shortest_form_is_written(double seconds, string text) => GoDuration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
