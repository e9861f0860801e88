using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Channels;

/// <summary>What people read when several alerts are one message, when it may be a repeat, when it flaps.</summary>
public sealed class GroupMessageTests : IAsyncLifetime
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("teams")]
    [InlineData("telegram")]
    public async Task The_worst_that_fires_leads_and_the_others_are_told_with_it(string channel)
    {
        Notice worst = Of("a", Severity.Critical, "Split brain"), other = Of("b", Severity.Warning, "Follower lags"), over = LedgerTests.Resolved("c", 1);

        string text = await TakenAsync(channel, [over, other, worst]);

        text.ShouldContain("Critical: Split brain on test and 2 more");
        text.ShouldContain("Together with it");
        text.ShouldContain("Warning: Follower lags on test. Follower lags it is");
        text.ShouldContain("Resolved: Quorum lost on test. Over after 1 m 00 s");
        text.IndexOf("Together with it", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Do next", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("telegram")]
    public async Task A_possible_repeat_says_so(string channel)
    {
        (await TakenAsync(channel, [Of("a", Severity.Critical, "Split brain")], possibleRepeat: true)).ShouldContain("Critical: Split brain on test (possible repeat)");
        (await TakenAsync(channel, [Of("a", Severity.Critical, "Split brain")])).ShouldNotContain("repeat");
    }

    [Fact]
    public void Mails_text_and_subject_say_that_they_may_be_a_repeat_and_they_stand_in_the_threads_of_all()
    {
        Message message = new(new([Of("b", Severity.Warning, "Follower lags"), Of("a", Severity.Critical, "Split brain")], "key-1") { PossibleRepeat = true }, "http://monitor");
        using System.Net.Mail.MailMessage mail = EtcdMonitor.Channels.Email.EmailMessage.Of(message, "a@example.org", ["b@example.org"], "key-1");

        mail.Subject.ShouldBe("Critical: Split brain on test and 1 more (possible repeat)");
        message.Text.ShouldStartWith(mail.Subject);
        mail.Headers["References"].ShouldBe("<a-1@etcd-monitor> <b-1@etcd-monitor>");
        mail.Headers["In-Reply-To"].ShouldBe("<a-1@etcd-monitor>");
    }

    [Fact]
    public async Task A_webhook_gets_them_as_alertmanager_sends_a_group()
    {
        ImmutableSortedDictionary<string, string> group = ImmutableSortedDictionary<string, string>.Empty.Add("cluster", "test");
        Notice first = Of("a", Severity.Critical, "Split brain") with { Receiver = "oncall", Group = group }, second = LedgerTests.Resolved("b", 1) with { Receiver = "oncall", Group = group };

        await TakenAsync("webhook", [second, first]);

        JsonElement body = JsonDocument.Parse(_receiver.Requests[^1].Body).RootElement;
        body.GetProperty("status").GetString().ShouldBe("firing");
        body.GetProperty("receiver").GetString().ShouldBe("oncall");
        body.GetProperty("groupKey").GetString().ShouldBe("test:oncall:cluster=test");
        body.GetProperty("groupLabels").GetProperty("cluster").GetString().ShouldBe("test");
        body.GetProperty("alerts").EnumerateArray().Select(a => (a.GetProperty("fingerprint").GetString(), a.GetProperty("status").GetString())).ShouldBe([("b", "resolved"), ("a", "firing")]);
        body.GetProperty("commonLabels").EnumerateObject().Select(l => l.Name).ShouldBe(["alertname", "cluster", "severity"]);
        body.GetProperty("commonAnnotations").TryGetProperty("summary", out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_told_before_and_what_flaps_say_so()
    {
        Notice notice = Of("a", Severity.Critical, "Split brain");
        DateTimeOffset noon = Rounds.Noon;

        new Message(new([notice with { Repeat = 2 }], "k"), "").Headline.ShouldBe("Still critical: Split brain on test");
        new Message(new([notice with { Alert = notice.Alert with { FlapsSince = noon, Came = [noon, noon.AddMinutes(1), noon.AddMinutes(2)] } }], "k"), "").Sentence
            .ShouldBe($"Split brain it is. It flaps: it came 3 times since {Words.Time(noon)}");
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("teams")]
    [InlineData("telegram")]
    public async Task Fifty_nasty_alerts_at_once_are_taken(string channel) =>
        (await TakenAsync(channel, [.. Enumerable.Range(0, 50).Select(i => Nasty.Notice(i % 2 == 0 ? NoticeKind.Firing : NoticeKind.Resolved))])).ShouldNotBeEmpty();

    private static Notice Of(string id, Severity severity, string title)
    {
        Notice notice = LedgerTests.Firing(id, 1);
        return notice with { Alert = notice.Alert with { Finding = notice.Alert.Finding with { Severity = severity, Title = title, Sentence = $"{title} it is" } } };
    }

    /// <summary>All texts of what was sent.</summary>
    private async Task<string> TakenAsync(string channel, ImmutableArray<Notice> notices, bool possibleRepeat = false)
    {
        (await Parcels.SendAsync(_receiver, channel, new(notices, "key-1") { PossibleRepeat = possibleRepeat }, _cancel)).ShouldBe(Delivery.Sent);
        return Texts(JsonDocument.Parse(_receiver.Requests[^1].Body).RootElement).ToString();
    }

    private static StringBuilder Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new StringBuilder(element.GetString()).Append('\n'),
        JsonValueKind.Array => element.EnumerateArray().Aggregate(new StringBuilder(), (sum, each) => sum.Append(Texts(each))),
        JsonValueKind.Object => element.EnumerateObject().Aggregate(new StringBuilder(), (sum, each) => sum.Append(Texts(each.Value))),
        _ => new(),
    };
}
