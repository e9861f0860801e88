using EtcdMonitor.Channels;

namespace EtcdMonitor.Tests.Channels;

public sealed class CutTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a🔥🔥", 4, "a🔥…")]
    [InlineData("a🔥🔥", 3, "a…")]
    [InlineData("abc", 1, "")]
    [InlineData("", 5, "")]
    public void A_text_is_cut_between_characters(string text, int max, string cut) => Cut.To(text, max).ShouldBe(cut);

    [Fact]
    public void Lines_are_kept_whole_and_what_is_left_out_is_counted()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(i => $"line {i} of many")];

        string cut = Cut.Lines(lines, 200);

        cut.Length.ShouldBeLessThanOrEqualTo(200);
        string[] shown = cut.Split('\n');
        shown[..^1].ShouldBe(lines[..(shown.Length - 1)]);
        shown[^1].ShouldBe($"… and {101 - shown.Length} more");
        Cut.Lines(["one", "two"], 200).ShouldBe("one\ntwo");
    }

    [Fact]
    public void Of_a_line_that_is_too_long_its_begin_is_shown()
    {
        Cut.Lines([new string('x', 500)], 100).Length.ShouldBeInRange(50, 100);
        string cut = Cut.Lines([new string('x', 500), "second", "third"], 100);
        cut.ShouldEndWith("…\n… and 2 more");
        cut.Length.ShouldBeInRange(50, 100);
    }
}
