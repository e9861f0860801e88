using EtcdMonitor.Server;


namespace EtcdMonitor.Tests;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("staus", "status")]
    [InlineData("sattus", "status")]
    [InlineData("verison", "version")]
    [InlineData("xyz", null)]
    [InlineData("stat", "status")]
    [InlineData("sta", null)]
    public void The_nearest_word_within_two_slips_is_named(string typed, string? meant) =>
        Suggestion.Nearest(typed, ["serve", "status", "demo", "version"]).ShouldBe(meant);

    [Fact]
    public void Swapped_neighbours_are_one_slip() => Suggestion.Distance("ab", "ba").ShouldBe(1);
}
