using System.Text.Json;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Alerts.Matchers;

public sealed class MatcherTests
{
    private static readonly IReadOnlyDictionary<string, string> Labels =
        AlertLabels.Of("prod", new() { Rule = "fsync_latency", Title = "", Severity = Severity.Warning, Sentence = "", Member = "etcd-0" }, new Dictionary<string, string> { ["zone"] = "eu-1", ["cluster"] = "a lie" });

    [Theory]
    [InlineData("cluster=prod", true)]
    [InlineData("cluster=pro", false)]
    [InlineData("cluster = \"prod\"", true)]
    [InlineData("cluster!=prod", false)]
    [InlineData("member!=etcd-1", true)]
    [InlineData("member=~etcd-[0-2]", true)]
    [InlineData("member=~etcd", false)] // the whole value, as everywhere in the field
    [InlineData("member=~b|etcd-0", true)]
    [InlineData("member!~etcd-.*", false)]
    [InlineData("rule!~nospace|corrupt", true)]
    [InlineData("severity=warning", true)]
    [InlineData("zone=eu-1", true)]
    [InlineData("team=", true)] // what is not there is empty
    [InlineData("team!=storage", true)]
    [InlineData("team=~.+", false)]
    public void It_compares_one_label(string text, bool met) => Parse(text).Matches(Labels).ShouldBe(met);

    [Fact]
    public void A_finding_about_no_member_has_an_empty_one_and_a_blind_monitor_is_critical()
    {
        IReadOnlyDictionary<string, string> labels = AlertLabels.Of("prod", new() { Rule = "quorum_unknown", Title = "", Severity = Severity.Unknown, Sentence = "" }, new Dictionary<string, string>());

        Parse("member=\"\"").Matches(labels).ShouldBeTrue();
        Parse("severity=critical").Matches(labels).ShouldBeTrue();
    }

    [Theory]
    [InlineData("prod", "\"prod\" is no matcher, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX")]
    [InlineData("", "\"\" is no matcher, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX")]
    [InlineData("=prod", "\"=prod\" is no matcher, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX")]
    [InlineData("cluster==prod", "\"cluster==prod\" has one = too many, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX")]
    [InlineData("cluster=\"prod", "the quotes of \"cluster=\"prod\" do not close at its end")]
    [InlineData("member=~etcd-(", "\"etcd-(\" in \"member=~etcd-(\" is no regular expression that can be used: ")]
    [InlineData("member=~(?=a)", "\"(?=a)\" in \"member=~(?=a)\" is no regular expression that can be used: look-around and back references are not supported")]
    public void What_is_none_is_told_in_a_sentence_with_what_to_write(string text, string error)
    {
        Matcher.TryParse(text, out Matcher? matcher, out string? told).ShouldBeFalse();

        matcher.ShouldBeNull();
        told.ShouldStartWith(error);
    }

    [Theory]
    [InlineData("cluster=prod")]
    [InlineData("member=\"\"")]
    [InlineData("zone!=\"a \\\"b\\\" \\\\ c\"")]
    [InlineData("rule=~fsync_.*|wal\\d+")]
    [InlineData("rule!~\"a b\"")]
    public void It_is_written_as_it_was_read_also_in_JSON(string text)
    {
        Matcher matcher = Parse(text);

        matcher.ToString().ShouldBe(text);
        JsonSerializer.Deserialize<Matcher>(JsonSerializer.Serialize(matcher)).ShouldBe(matcher);
    }

    [Fact]
    public void An_expression_made_to_explode_does_not_and_one_of_another_length_is_refused()
    {
        Parse("member=~(a+)+b").Matches(new Dictionary<string, string> { ["member"] = new('a', 5000) }).ShouldBeFalse();

        Matcher.TryParse("member=" + new string('a', 2000), out _, out string? error).ShouldBeFalse();
        error.ShouldBe("a matcher is at most 1000 characters long, this one has 2007");
    }

    private static Matcher Parse(string text) => Matcher.TryParse(text, out Matcher? matcher, out string? error) ? matcher! : throw new InvalidOperationException(error);
}
