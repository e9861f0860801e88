using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class LeaderChangesRuleTests
{
    private readonly LeaderChangesRule _rule = new();

    [Theory]
    [InlineData(null, 1, 14)]
    [InlineData(null, 1, 2, 15)]
    [InlineData("3 times within 15 minutes, 2 are normal", 1, 2, 14)]
    [InlineData(null, 1, 20, 40)]
    [InlineData(null, 1, 20, 40, 60)]
    [InlineData("4 times within an hour, 3 are normal", 1, 20, 40, 59)]
    [InlineData("5 times within 15 minutes, 2 are normal", 1, 2, 3, 4, 5)]
    public void Two_in_fifteen_minutes_and_three_in_an_hour_are_normal(string? says, params int[] minutesAgo)
    {
        Finding? finding = _rule.Says(With(minutesAgo));

        finding?.Sentence.ShouldBe($"The leader changed {says}");
        (finding is null).ShouldBe(says is null);
    }

    [Fact]
    public void It_began_with_the_first_change_that_was_too_many() =>
        _rule.Says(With(1, 2, 14))!.Since.ShouldBe(Paged.Calm.At.AddMinutes(-1));

    [Fact]
    public void Both_limits_are_settings()
    {
        _rule.Says(With(1, 2, 14), new() { MaxLeaderChangesPerQuarterHour = 3 }).ShouldBeNull();
        _rule.Says(With(1, 20, 40, 59), new() { MaxLeaderChangesPerHour = 4 }).ShouldBeNull();
    }

    private static ClusterState With(params int[] minutesAgo) =>
        Paged.Calm with { Leadership = Paged.Calm.Leadership with { RecentChanges = [.. minutesAgo.OrderDescending().Select(m => Paged.Calm.At.AddMinutes(-m))] } };
}
