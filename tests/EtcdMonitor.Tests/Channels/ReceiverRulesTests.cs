using System.Text;
using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Tests.Channels;

/// <summary>Each vendor's rules of what it takes, on an alert that tries to break them.</summary>
public sealed class ReceiverRulesTests : IAsyncLifetime
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task PagerDuty_opens_one_incident_for_each_time_it_fires_and_closes_the_same()
    {
        JsonElement opened = await TakenAsync("pagerduty", Nasty.Notice());

        opened.GetProperty("routing_key").GetString().ShouldBe("a key");
        opened.GetProperty("event_action").GetString().ShouldBe("trigger");
        opened.GetProperty("dedup_key").GetString().ShouldBe("0123456789abcdef-3");
        JsonElement payload = opened.GetProperty("payload");
        payload.GetProperty("summary").GetString()!.Length.ShouldBeInRange(20, 1024);
        payload.GetProperty("summary").GetString()!.ShouldStartWith("Member down on prod, etcd-2");
        payload.GetProperty("summary").GetString()!.Any(char.IsControl).ShouldBeFalse();
        payload.GetProperty("source").GetString().ShouldNotBeNullOrEmpty();
        payload.GetProperty("severity").GetString().ShouldBe("critical");
        payload.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(new(2026, 11, 21, 2, 51, 8, TimeSpan.Zero));
        payload.GetProperty("group").GetString().ShouldBe("prod");
        payload.GetProperty("class").GetString().ShouldBe("member_down");
        payload.GetProperty("custom_details").GetProperty("Evidence").GetString()!.ShouldContain("evidence 0");
        _receiver.Requests[^1].Body.Length.ShouldBeLessThan(512 * 1024);

        JsonElement closed = await TakenAsync("pagerduty", Nasty.Notice(NoticeKind.Resolved));
        closed.GetProperty("event_action").GetString().ShouldBe("resolve");
        closed.GetProperty("dedup_key").GetString().ShouldBe("0123456789abcdef-3");
        closed.GetProperty("routing_key").GetString().ShouldBe("a key");
    }

    [Fact]
    public async Task Slack_gets_blocks_within_its_limits_and_nothing_that_it_would_take_for_a_command()
    {
        JsonElement body = await TakenAsync("slack", Nasty.Notice());

        Text(body).Length.ShouldBeLessThanOrEqualTo(8_000);
        Text(body).ShouldNotContain("<script>");
        Text(body).ShouldNotContain("<!channel>");
        body.GetProperty("text").GetString()!.ShouldStartWith("Critical: Member down on prod, etcd-2");
        body.GetProperty("text").GetString()!.ShouldNotContain("\n");
        JsonElement attachment = body.GetProperty("attachments")[0];
        attachment.GetProperty("color").GetString().ShouldBe("#D92D20");
        JsonElement[] blocks = [.. attachment.GetProperty("blocks").EnumerateArray()];
        blocks.Length.ShouldBeLessThanOrEqualTo(50);
        foreach (JsonElement block in blocks)
        {
            (block.TryGetProperty("text", out JsonElement text) ? text.GetProperty("text").GetString()!.Length : 0).ShouldBeLessThanOrEqualTo(3000);
            JsonElement[] fields = block.TryGetProperty("fields", out JsonElement all) ? [.. all.EnumerateArray()] : [];
            fields.Length.ShouldBeLessThanOrEqualTo(10);
            fields.ShouldAllBe(field => field.GetProperty("text").GetString()!.Length <= 2000);
        }
    }

    [Fact]
    public async Task Slack_shows_what_is_short_whole()
    {
        string text = Text(await TakenAsync("slack", Nasty.Short()));

        text.ShouldContain("quotes \" ' ` &amp; | * _ [x](http://evil) @everyone &lt;!channel&gt; 🔥");
        text.ShouldContain("&lt;script&gt;");
        text.ShouldNotContain("…");
        Text(await TakenAsync("slack", Nasty.Short(NoticeKind.Resolved))).ShouldContain("Over after 4 m 12 s. It was:");
    }

    [Fact]
    public async Task Discord_gets_an_embed_within_its_limits_that_mentions_nobody()
    {
        JsonElement body = await TakenAsync("discord", Nasty.Notice());

        body.GetProperty("content").GetString()!.Length.ShouldBeLessThanOrEqualTo(2000);
        body.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength().ShouldBe(0);
        JsonElement embed = body.GetProperty("embeds").EnumerateArray().Single();
        embed.GetProperty("title").GetString()!.Length.ShouldBeLessThanOrEqualTo(256);
        embed.GetProperty("description").GetString()!.Length.ShouldBeLessThanOrEqualTo(4096);
        JsonElement[] fields = [.. embed.GetProperty("fields").EnumerateArray()];
        fields.Length.ShouldBeLessThanOrEqualTo(25);
        fields.ShouldAllBe(field => field.GetProperty("name").GetString()!.Length > 0 && field.GetProperty("name").GetString()!.Length <= 256);
        fields.ShouldAllBe(field => field.GetProperty("value").GetString()!.Length > 0 && field.GetProperty("value").GetString()!.Length <= 1024);
        (embed.GetProperty("title").GetString()!.Length + embed.GetProperty("description").GetString()!.Length
            + fields.Sum(field => field.GetProperty("name").GetString()!.Length + field.GetProperty("value").GetString()!.Length)).ShouldBeLessThanOrEqualTo(6000);
    }

    [Fact]
    public async Task Teams_gets_an_adaptive_card_that_is_small_enough()
    {
        JsonElement body = await TakenAsync("teams", Nasty.Notice());

        _receiver.Requests[^1].Body.Length.ShouldBeLessThan(28 * 1024);
        JsonElement attachment = body.GetProperty("attachments").EnumerateArray().Single();
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        JsonElement card = attachment.GetProperty("content");
        card.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        card.GetProperty("version").GetString().ShouldBe("1.4");
        card.GetProperty("actions")[0].GetProperty("url").GetString().ShouldBe("http://monitor/?cluster=prod");
        card.GetProperty("body")[0].GetProperty("text").GetString()!.ShouldStartWith("Critical: Member down on prod, etcd-2");
        card.GetProperty("body")[0].GetProperty("text").GetString()!.ShouldNotContain("](http");
    }

    [Fact]
    public async Task Telegram_gets_html_that_ends_where_it_should()
    {
        JsonElement body = await TakenAsync("telegram", Nasty.Notice());

        _receiver.Requests[^1].Path.ShouldEndWith("/bot123:a/sendMessage");
        body.GetProperty("chat_id").GetString().ShouldBe("-100");
        body.GetProperty("parse_mode").GetString().ShouldBe("HTML");
        string text = body.GetProperty("text").GetString()!;
        text.ShouldStartWith("<b>Critical: Member down on prod");
        text.ShouldNotContain("<script>");
        System.Net.WebUtility.HtmlDecode(text.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal)).Length.ShouldBeLessThanOrEqualTo(4096);
        text.Split('<').Length.ShouldBe(3); // the two of the bold headline, no other
    }

    [Fact]
    public async Task Opsgenie_knows_an_alert_by_its_alias_and_closes_the_same()
    {
        JsonElement body = await TakenAsync("opsgenie", Nasty.Notice());

        _receiver.Requests[^1].Path.ShouldEndWith("/v2/alerts");
        _receiver.Requests[^1].Headers["authorization"].ShouldBe("GenieKey a key");
        body.GetProperty("message").GetString()!.Length.ShouldBeLessThanOrEqualTo(130);
        body.GetProperty("alias").GetString().ShouldBe("0123456789abcdef-3");
        body.GetProperty("description").GetString()!.Length.ShouldBeLessThanOrEqualTo(15_000);
        body.GetProperty("entity").GetString()!.Length.ShouldBeLessThanOrEqualTo(512);
        body.GetProperty("priority").GetString().ShouldBe("P1");
        body.GetProperty("tags").EnumerateArray().ShouldAllBe(tag => tag.GetString()!.Length <= 50);
        body.GetProperty("details").EnumerateObject().Sum(d => d.Name.Length + d.Value.GetString()!.Length).ShouldBeLessThanOrEqualTo(8_000);

        await TakenAsync("opsgenie", Nasty.Notice(NoticeKind.Resolved));
        _receiver.Requests[^1].Path.ShouldEndWith("/v2/alerts/0123456789abcdef-3/close");
    }

    /// <summary>The rules of every receiver about what comes back are one rule.</summary>
    [Theory]
    [InlineData("slack")]
    [InlineData("pagerduty")]
    [InlineData("opsgenie")]
    [InlineData("teams")]
    [InlineData("discord")]
    [InlineData("telegram")]
    public async Task Too_many_requests_are_patience_a_bad_request_is_final_and_no_answer_tells_the_key(string channel)
    {
        _receiver.Answers.Enqueue(r => (r.StatusCode, r.Headers.RetryAfter) = (429, "7"));
        _receiver.Answers.Enqueue(r =>
        {
            r.StatusCode = 400;
            r.WriteAsync("invalid\r\npayload", _cancel).GetAwaiter().GetResult();
        });

        Delivery later = await SendAsync(channel, Nasty.Short());
        (later.Outcome, later.RetryAfter).ShouldBe((DeliveryOutcome.Retry, TimeSpan.FromSeconds(7)));
        Delivery never = await SendAsync(channel, Nasty.Short());
        (never.Outcome, never.Error).ShouldBe((DeliveryOutcome.Refused, "HTTP 400: invalid  payload"));
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("teams")]
    [InlineData("telegram")]
    [InlineData("pagerduty")]
    [InlineData("opsgenie")]
    public async Task What_is_sent_is_whole_characters(string channel)
    {
        await SendAsync(channel, Nasty.Notice());

        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(_receiver.Requests[^1].Body).ShouldNotBeEmpty();
        Strings(JsonDocument.Parse(_receiver.Requests[^1].Body).RootElement).ShouldAllBe(text => IsWhole(text));
    }

    private static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] == '\uFFFD')
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(JsonElement element) => string.Join('\n', Strings(element));

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };

    private async Task<JsonElement> TakenAsync(string channel, Notice notice)
    {
        (await SendAsync(channel, notice)).ShouldBe(Delivery.Sent);
        return JsonDocument.Parse(_receiver.Requests[^1].Body).RootElement;
    }

    private Task<Delivery> SendAsync(string name, Notice notice) => Parcels.SendAsync(_receiver, name, new([notice], "key-1"), _cancel);
}
