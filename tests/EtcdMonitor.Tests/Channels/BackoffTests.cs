using EtcdMonitor.Channels;

namespace EtcdMonitor.Tests.Channels;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 0.5, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(3, 4, 8)]
    [InlineData(5, 15, 30)]
    [InlineData(1000, 15, 30)]
    public void It_doubles_up_to_half_a_minute_with_jitter_on_the_upper_half(long attempts, double least, double most)
    {
        Backoff.After(attempts, 0).TotalSeconds.ShouldBe(least);
        Backoff.After(attempts, 0.999999).TotalSeconds.ShouldBe(most, 0.001);
    }
}
