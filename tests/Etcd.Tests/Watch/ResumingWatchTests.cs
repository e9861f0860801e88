using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Watch;

public sealed class ResumingWatchTests(ThreeMembers fixture) : IClassFixture<ThreeMembers>, IDisposable
{
    private static int _count;

    private readonly Key _prefix = $"watch{Interlocked.Increment(ref _count)}/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KeyRange Range => KeyRange.Prefix(_prefix);

    public void Dispose()
    {
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.Heal();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Cuts_anywhere_lose_double_and_reorder_nothing(int seed)
    {
        var random = new Random(seed);
        await using var writer = new EtcdConnection(fixture.Cluster.Members[0].DirectEndpoint);
        await using var client = fixture.Client(new EtcdClientOptions { PingInterval = TimeSpan.FromSeconds(1) });
        await using var watch = await client.WatchAsync(Range, Token);
        List<(Revision Revision, int Events)> written = [];
        var padding = new string('x', 5_000);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                Op[] puts = [.. Enumerable.Range(0, 1 + random.Next(20)).Select(key => (Op)Op.Put(_prefix.Append($"{key}"), $"{i} {padding}"))];
                written.Add(((await writer.Kv.CommitAsync(new Txn().Then(puts), Token)).Revision, puts.Length));
                if (i % 10 == 0)
                {
                    foreach (var member in fixture.Cluster.Members)
                    {
                        member.Proxy!.Set(Fault.CutAfter(random.Next(200_000)), FaultDirection.ToClient, newToo: false);
                    }
                }
            }
        }, Token);

        List<(Revision, int)> seen = [];
        await foreach (var batch in watch.WithCancellation(Token))
        {
            if (writing.IsFaulted)
            {
                await writing;
            }
            seen.Add((batch.Revision, batch.Count));
            if (seen.Count == 400)
            {
                break;
            }
        }

        await writing;
        seen.ShouldBe(written);
    }

    [Fact]
    public async Task What_is_compacted_while_it_was_away_ends_it()
    {
        await using var direct = fixture.Cluster.Members[0].Connect();
        await using var client = fixture.Client();
        var put = await direct.Kv.PutAsync(_prefix.Append("a"), "1", Token);
        await using var watch = await client.WatchAsync(Range, new WatchOptions { From = put.Revision }, Token);
        var reading = watch.GetAsyncEnumerator(Token);
        (await reading.MoveNextAsync()).ShouldBeTrue();
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.RefuseNew();
            member.Proxy!.Set(Fault.Cut);
        }
        Revision last = default;
        await using var inside = new EtcdConnection(fixture.Cluster.Members[0].DirectEndpoint);
        for (var i = 0; i < 5; i++)
        {
            last = (await inside.Kv.PutAsync(_prefix.Append("a"), i, Token)).Revision;
        }
        await inside.Kv.CompactAsync(last, Token);
        Dispose();

        var gone = await Should.ThrowAsync<EtcdCompactedException>(async () => await reading.MoveNextAsync());
        gone.CompactRevision.ShouldBe(last);
    }

    [Fact]
    public async Task A_slow_reader_is_parked_and_misses_nothing_and_holds_up_nobody()
    {
        await using var client = fixture.Client();
        await using var slow = await client.WatchAsync(Range, new WatchOptions { Buffer = 4 }, Token);
        await using var quick = await client.WatchAsync(Range, Token);
        await using var quickReader = quick.GetAsyncEnumerator(Token);
        for (var i = 0; i < 100; i++)
        {
            await client.PutAsync(_prefix.Append("key"), i, Token);
            (await quickReader.MoveNextAsync()).ShouldBeTrue();
            quickReader.Current[0].Value.Parse<int>().ShouldBe(i);
        }
        var next = 0;
        await foreach (var batch in slow.WithCancellation(Token))
        {
            batch[0].Value.Parse<int>().ShouldBe(next++);
            if (next == 100)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_slow_reader_fails_when_it_asked_to()
    {
        await using var client = fixture.Client();
        await using var watch = await client.WatchAsync(Range, new WatchOptions { Buffer = 2, WhenFull = SlowReader.Fail }, Token);
        for (var i = 0; i < 10; i++)
        {
            await client.PutAsync(_prefix.Append("key"), i, Token);
        }
        List<int> seen = [];
        var failure = await Should.ThrowAsync<EtcdException>(async () =>
        {
            await foreach (var batch in watch.WithCancellation(Token))
            {
                seen.Add(batch[0].Value.Parse<int>());
                await Eventually.GetAsync(token => client.CountAsync(Range, token), count => count == 1, "time passes", cancellationToken: Token);
            }
        });
        failure.Code.ShouldBe(EtcdErrorCode.SlowReader);
        seen.ShouldBe([.. Enumerable.Range(0, seen.Count)]);
    }

    [Fact]
    public async Task Disposing_ends_the_loop_and_the_watch_on_the_server()
    {
        await using var client = fixture.Client();
        using var metrics = EtcdHttp.CreateClient(new EtcdConnectionOptions { Endpoint = fixture.Cluster.Endpoints[0] });
        var before = await WatchersAsync(metrics);
        for (var i = 0; i < 200; i++)
        {
            var watch = await client.WatchAsync(Range, Token);
            var loop = Task.Run(async () =>
            {
                await foreach (var _ in watch.WithCancellation(Token))
                {
                }
            }, Token);
            await watch.DisposeAsync();
            await loop;
        }
        await Eventually.GetAsync(async _ => await WatchersAsync(metrics), count => count == before, "the server has no watcher left", cancellationToken: Token);
    }

    [Fact]
    public async Task Many_watches_share_one_stream()
    {
        await using var client = fixture.Client();
        await client.GetAsync("warm", Token);
        var watches = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.WatchAsync(Range, Token).AsTask()));
        await client.PutAsync(_prefix.Append("key"), "1", Token);
        foreach (var watch in watches)
        {
            await using var reader = watch.GetAsyncEnumerator(Token);
            (await reader.MoveNextAsync()).ShouldBeTrue();
            await watch.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_watch_is_read_once_and_ends_with_its_client()
    {
        var client = fixture.Client();
        var watch = await client.WatchAsync(Range, Token);
        var reading = watch.GetAsyncEnumerator(Token).MoveNextAsync();
        Should.Throw<InvalidOperationException>(() => watch.GetAsyncEnumerator(Token));
        await client.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await reading);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await client.WatchAsync(Range, Token));
    }

    private static async Task<double> WatchersAsync(HttpClient http)
    {
        var page = await http.GetStringAsync("/metrics", Token);
        var line = page.Split('\n').Single(each => each.StartsWith("etcd_debugging_mvcc_watcher_total ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
