using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Etcd.Testing;
using EtcdMonitor.Events;
using EtcdMonitor.Server.Live;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class LiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_reader_gets_a_snapshot_of_each_cluster_and_then_each_round()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu"), HandMade.Healthy("us"));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using LiveReader reader = await LiveReader.OpenAsync(server);

        (await reader.NextAsync("snapshot")).GetProperty("cluster").GetString().ShouldBe("eu");
        (await reader.NextAsync("snapshot")).GetProperty("cluster").GetString().ShouldBe("us");

        monitor.Publish(Troubles.QuorumLost("us"));
        (await reader.NextAsync("snapshot")).GetProperty("verdict").GetString().ShouldBe("critical");
    }

    [Fact]
    public async Task A_reader_of_one_cluster_hears_of_no_other()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu"), HandMade.Healthy("us"));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using LiveReader reader = await LiveReader.OpenAsync(server, "?cluster=us");
        (await reader.NextAsync("snapshot")).GetProperty("cluster").GetString().ShouldBe("us");

        monitor.Publish(HandMade.Event("not for us", cluster: "eu"));
        monitor.Publish(HandMade.Event("for us", cluster: "us"));

        (await reader.NextAsync("event")).GetProperty("text").GetString().ShouldBe("for us");
    }

    [Fact]
    public async Task A_reader_that_comes_back_misses_no_event_and_gets_none_twice()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy());
        for (int i = 1; i <= 1200; i++)
        {
            monitor.Store(HandMade.Event($"event {i}"));
        }

        // Between subscribing and reading the history, one more event happens: it is in both.
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        monitor.BeforeHistory = () =>
        {
            if (asked.TrySetResult())
            {
                monitor.Publish(HandMade.Event("in between"));
            }

            return Task.CompletedTask;
        };
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using LiveReader reader = await LiveReader.OpenAsync(server, lastEventId: "3");
        await asked.Task.WaitAsync(Cancel);
        MonitorEvent last = monitor.Publish(HandMade.Event("afterwards"));

        List<long> ids = [];
        while (ids.Count == 0 || ids[^1] < last.Id)
        {
            ids.Add((await reader.NextAsync("event")).GetProperty("id").GetInt64());
        }

        ids.ShouldBe(Enumerable.Range(4, (int)last.Id - 3).Select(i => (long)i));
        reader.LastEventId.ShouldBe(last.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_stream_beats_so_that_a_page_can_tell_that_it_is_cut()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        await using LiveReader reader = await LiveReader.OpenAsync(server);

        (await reader.NextAsync("ping")).GetProperty("at").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_the_end_of_the_server()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        await using LiveReader reader = await LiveReader.OpenAsync(server);
        await reader.NextAsync("snapshot");
        long started = Stopwatch.GetTimestamp();

        await server.App.StopAsync(Cancel);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15), "the server gives open requests half a minute");
        (await reader.EndedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_leaves_leaves_nothing_behind()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy());
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using (LiveReader reader = await LiveReader.OpenAsync(server))
        {
            await reader.NextAsync("snapshot");
            monitor.Feed.Readers.ShouldBe(1);
        }

        await Eventually.TrueAsync(() => monitor.Feed.Readers == 0, "the subscription ends", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_slow_reader_gets_the_newest_snapshot_and_all_events()
    {
        ReaderQueue outbox = new();
        ClusterSnapshot newest = Troubles.Partition();
        outbox.Put(new LiveUpdate(HandMade.Healthy(), null));
        outbox.Put(new LiveUpdate(null, HandMade.Event("one")));
        outbox.Put(new LiveUpdate(newest, null));
        outbox.Put(new LiveUpdate(null, HandMade.Event("two")));

        var taken = outbox.Take().ShouldNotBeNull();

        taken.Snapshots.ShouldBe([newest]);
        taken.Events.Select(e => e.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_hopeless_reader_is_let_go_rather_than_kept_with_a_gap()
    {
        ReaderQueue outbox = new();
        for (int i = 0; i <= ReaderQueue.MostEvents; i++)
        {
            outbox.Put(new LiveUpdate(null, HandMade.Event("one of many")));
        }

        outbox.Take().ShouldBeNull();
    }

    /// <summary>An EventSource of our own.</summary>
    private sealed class LiveReader : IAsyncDisposable
    {
        private readonly HttpResponseMessage _response;
        private readonly IAsyncEnumerator<SseItem<string>> _items;
        private readonly SseParser<string> _parser;

        private LiveReader(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _parser = SseParser.Create(stream);
            _items = _parser.EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);
        }

        internal string LastEventId => _parser.LastEventId;

        public async ValueTask DisposeAsync()
        {
            _response.Dispose();
            await _items.DisposeAsync();
        }

        internal static async Task<LiveReader> OpenAsync(RunningServer server, string query = "", string? lastEventId = null)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/live" + query);
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId ?? "");
            HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            return new LiveReader(response, await response.Content.ReadAsStreamAsync(Cancel));
        }

        internal async Task<JsonElement> NextAsync(string type)
        {
            while (await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), TimeProvider.System, Cancel))
            {
                if (_items.Current.EventType == type)
                {
                    return JsonDocument.Parse(_items.Current.Data).RootElement;
                }
            }

            throw new InvalidOperationException($"The stream ended before a {type} came.");
        }

        internal async Task<bool> EndedAsync()
        {
            while (await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel))
            {
                // what was under way
            }

            return true;
        }
    }
}
