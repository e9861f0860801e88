using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EtcdMonitor.Channels;
using EtcdMonitor.Channels.Webhook;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Channels;

public sealed class WebhookChannelTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly HttpReceiver _http = new(TimeProvider.System);
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    [Fact]
    public async Task The_body_is_alertmanagers_version_4()
    {
        (await SendAsync()).Outcome.ShouldBe(DeliveryOutcome.Sent);

        JsonElement body = JsonDocument.Parse(_receiver.Requests.Single().Body).RootElement;
        body.GetProperty("version").GetString().ShouldBe("4");
        body.GetProperty("status").GetString().ShouldBe("firing");
        body.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL", "alerts"], ignoreOrder: true);
        JsonElement alert = body.GetProperty("alerts")[0];
        alert.EnumerateObject().Select(p => p.Name).ShouldBe(["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"], ignoreOrder: true);
        alert.GetProperty("labels").GetProperty("severity").GetString().ShouldBe("critical");
        alert.GetProperty("labels").GetProperty("team").GetString().ShouldBe("storage");
        alert.GetProperty("annotations").GetProperty("evidence").GetString().ShouldBe("seen \"this\" 🔥 (<script>)");
    }

    [Fact]
    public async Task The_signature_is_that_of_standard_webhooks_and_the_id_is_the_same_at_each_attempt()
    {
        await SendAsync();
        await SendAsync();

        foreach (WebhookReceiver.Received request in _receiver.Requests)
        {
            request.Headers["webhook-id"].ShouldBe("key-1");
            long timestamp = long.Parse(request.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"key-1.{timestamp}."), .. request.Body];
            byte[] key = Convert.FromBase64String(Secret["whsec_".Length..]);
            request.Headers["webhook-signature"].ShouldBe($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        }
    }

    /// <summary>The example of the Standard Webhooks specification: a signature that others computed.</summary>
    [Fact]
    public void The_published_example_gives_the_published_signature()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
        byte[] key = WebhookSignature.Key(new Secret(Secret))!;

        (string Name, string Value) signature = WebhookSignature.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), body, [key]).Last();

        signature.ShouldBe(("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    [Fact]
    public async Task Two_secrets_give_two_signatures_while_one_is_rotated()
    {
        await SendAsync(new WebhookOptions { Secrets = [new(Secret), new("whsec_c2Vjb25k")] });

        _receiver.Requests.Single().Headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
    }

    [Fact]
    public async Task Own_headers_are_sent()
    {
        await SendAsync(new WebhookOptions { Headers = { ["Authorization"] = new("Bearer abc") } });

        _receiver.Requests.Single().Headers["authorization"].ShouldBe("Bearer abc");
    }

    [Theory]
    [InlineData(500, "Retry")]
    [InlineData(503, "Retry")]
    [InlineData(429, "Retry")]
    [InlineData(408, "Retry")]
    [InlineData(425, "Retry")]
    [InlineData(400, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(410, "Refused")]
    [InlineData(302, "Refused")]
    [InlineData(204, "Sent")]
    public async Task Each_status_has_its_consequence(int status, string outcome)
    {
        _receiver.Answers.Enqueue(r =>
        {
            r.StatusCode = status;
            r.Headers.Location = "http://169.254.169.254/";
        });

        (await SendAsync()).Outcome.ToString().ShouldBe(outcome);
        _receiver.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_after_is_honoured_up_to_an_hour()
    {
        _receiver.Answers.Enqueue(r => (r.StatusCode, r.Headers.RetryAfter) = (429, "17"));
        _receiver.Answers.Enqueue(r => (r.StatusCode, r.Headers.RetryAfter) = (429, "999999"));

        (await SendAsync()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(17));
        (await SendAsync()).RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Gone_switches_the_channel_off()
    {
        _receiver.Answers.Enqueue(r => r.StatusCode = 410);
        WebhookChannel channel = New(new());

        await channel.SendAsync(LedgerTests.Firing("a", 1), "key-1", _cancel);
        (await channel.SendAsync(LedgerTests.Firing("a", 1), "key-1", _cancel)).Outcome.ShouldBe(DeliveryOutcome.Refused);

        _receiver.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_error_tells_the_token_in_the_url()
    {
        _receiver.Answers.Enqueue(r => r.StatusCode = 500);

        (await SendAsync()).Error!.ShouldNotContain("s3cret");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _receiver.DisposeAsync();
    }

    private async Task<Delivery> SendAsync(WebhookOptions? options = null)
    {
        return await New(options ?? new() { Secrets = [new(Secret)] }).SendAsync(LedgerTests.Firing("a", 1), "key-1", _cancel);
    }

    private WebhookChannel New(WebhookOptions options) => new(options with { Enabled = true, Url = new(_receiver.Url) }, "http://monitor", _http, TimeProvider.System);
}
