using Etcd.Testing;
using EtcdMonitor.Server.Live;
using EtcdMonitor.Tests.Server.Support;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class LiveMetricsTests
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_are_counted_while_they_read()
    {
        using Measured measured = new();
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        server.Service<LiveMetrics>().ShouldNotBeNull(); // made here and not by a request, so that its figures are ours

        using (await server.Client.GetAsync(new Uri("/api/v1/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, _cancel))
        {
            await Eventually.TrueAsync(() => measured.Now("live.readers") == 1, "the reader is counted", cancellationToken: _cancel);
        }

        await Eventually.TrueAsync(() => measured.Now("live.readers") == 0, "it is counted no more", cancellationToken: _cancel);
        measured.Sum("live.dropped").ShouldBe(0);
    }

    [Fact]
    public async Task A_hopeless_reader_is_counted_and_costs_nothing_any_more()
    {
        using Measured measured = new();
        HandMadeMonitor monitor = new(HandMade.Healthy());
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using var reader = server.Service<LiveStream>().ReadAsync(null, null, _cancel).GetAsyncEnumerator(_cancel);
        (await reader.MoveNextAsync()).ShouldBeTrue();

        await Eventually.TrueAsync(() => Flood() && measured.Sum("live.dropped") == 1, "it is let go", cancellationToken: _cancel);

        await Eventually.TrueAsync(() => monitor.Feed.Readers == 0, "nothing is kept for it", cancellationToken: _cancel);
        while (await reader.MoveNextAsync())
        {
            // what it had been given before
        }

        measured.Now("live.readers").ShouldBe(0);
        measured.Sum("live.dropped").ShouldBe(1);

        bool Flood()
        {
            for (int i = 0; i < 500; i++)
            {
                monitor.Publish(HandMade.Event("one of many"));
            }

            return true;
        }
    }
}
