using System.Collections.Immutable;
using Browser.Support;
using EtcdMonitor;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.Playwright;

namespace Browser;

/// <summary>Names, sentences, labels and errors come from outside: whatever they hold, they are text.</summary>
public sealed class HostileTextTests(Chrome chrome)
{
    private static readonly string[] Payloads =
    [
        "<script>window.hit=1</script>",
        "<img src=x onerror=window.hit=1>",
        "\"><svg onload=window.hit=1>",
        "' onmouseover='window.hit=1",
        "javascript:window.hit=1",
        "</title><script>window.hit=1</script>",
        "<iframe srcdoc='<script>parent.hit=1</script>'>",
        "{{constructor.constructor('window.hit=1')()}}",
        "<style>@import'//evil.example'</style>",
        "<a href=javascript:window.hit=1 autofocus onfocus=window.hit=1>x",
        "\u202Egnp.exe\u0007\u001b[31m",
    ];

    [Fact]
    public async Task Payloads_in_every_text_of_a_snapshot_are_shown_and_none_runs()
    {
        foreach (string payload in Payloads)
        {
            ClusterSnapshot snapshot = Poisoned(payload);
            HandMadeMonitor monitor = new(snapshot, HandMade.Healthy("other"));
            monitor.Store(HandMade.Event(payload, payload, snapshot.State.Name, Severity.Warning, payload));
            await using RunningServer server = await RunningServer.StartAsync(monitor);
            await using Tab tab = await chrome.OpenAsync(server.Address);
            await Assertions.Expect(tab.Page.Locator(".ft tbody tr")).ToHaveCountAsync(2);
            await tab.Page.Locator(".ft .cl").First.ClickAsync();
            await Assertions.Expect(tab.Page.Locator(".tl li")).ToHaveCountAsync(1);
            await Assertions.Expect(tab.Page.Locator("ul.al li")).ToHaveCountAsync(1);

            (await tab.Page.EvaluateAsync<bool>("'hit' in window")).ShouldBeFalse(payload);
            (await tab.Page.Locator("main script, main img, main iframe, main style, main a[href^=javascript]").CountAsync()).ShouldBe(0);
            if (payload.StartsWith('<'))
            {
                (await tab.Page.Locator(".ban h2").TextContentAsync()).ShouldBe(payload);
            }
        }
    }

    private static ClusterSnapshot Poisoned(string text)
    {
        ClusterState state = HandMade.State(text, 3);
        Finding finding = new()
        {
            Rule = text,
            Title = text,
            Severity = Severity.Critical,
            Sentence = text,
            Member = text,
            StillWorks = text,
            Since = HandMade.Noon,
            Evidence = [new(text, text, text, text)],
            NotSeen = [new(text, text, text)],
            DoNext = [new(text, text)],
        };
        return HandMade.Judged(
            state with
            {
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add(text, text),
                Members = [.. state.Members.Select(m => m with { Name = text, Endpoint = text + m.Endpoint, Version = text, Failure = new(Etcd.Client.EtcdFailure.Other, text) })],
                Leadership = state.Leadership with { Name = text },
                Metrics = state.Metrics with { Read = Latency.Unknown(text), Write = Latency.Unknown(text) },
            },
            finding,
            healthy: 2);
    }
}
