using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Faults;

/// <summary>Many calls on the one connection, answered, cancelled and broken.</summary>
public sealed class ConcurrencyTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    private const int Calls = 1000;

    [Fact]
    public async Task A_thousand_calls_at_once_share_one_connection_and_each_gets_its_own_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(async i => await Proxied.Kv.PutAsync(At($"{i}"), i, Token)));
        var found = await Task.WhenAll(Enumerable.Range(0, Calls).Select(async i => (await Proxied.Kv.GetAsync(At($"{i}"), Token))!.Value.Value.ToString()));
        found.ShouldBe(Enumerable.Range(0, Calls).Select(i => $"{i}"));
        Proxy.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_under_a_thousand_calls_fails_each_that_was_not_answered_and_nothing_hangs()
    {
        var all = await PendingAsync(() => Task.WhenAll(Enumerable.Range(0, Calls).Select(async i =>
            await Should.ThrowAsync<EtcdException>(async () => await Proxied.Kv.PutAsync(At($"{i}"), i, Token)))));
        Proxy.RefuseNew();
        Proxy.Set(Fault.Reset, newToo: false);
        foreach (var error in await (Task<EtcdException[]>)all)
        {
            (error.Code, error.Failure).ShouldBeOneOf(
                (EtcdErrorCode.Ambiguous, EtcdFailure.ConnectionLost), (EtcdErrorCode.Unavailable, EtcdFailure.ConnectionLost), (EtcdErrorCode.Unavailable, EtcdFailure.Refused));
        }
        Proxy.Heal();
        await Proxied.Maintenance.StatusAsync(Token);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Cancelled_at_any_point_a_call_is_cancelled_or_right_and_the_connection_stays(int seed)
    {
        var random = new Random(seed);
        var value = new byte[100_000];
        random.NextBytes(value);
        await Proxied.Kv.PutAsync(At("a"), value, Token);
        Proxy.Set(Fault.Delay(TimeSpan.FromMilliseconds(1)));
        var delays = Enumerable.Range(0, 300).Select(_ => TimeSpan.FromMicroseconds(random.Next(20_000))).ToList();
        var answered = 0;
        foreach (var batch in delays.Chunk(10))
        {
            await Task.WhenAll(batch.Select(async delay =>
            {
                using var stop = new CancellationTokenSource(delay);
                try
                {
                    (await Proxied.Kv.GetAsync(At("a"), stop.Token))!.Value.Value.Span.SequenceEqual(value).ShouldBeTrue();
                    Interlocked.Increment(ref answered);
                }
                catch (OperationCanceledException e)
                {
                    e.CancellationToken.IsCancellationRequested.ShouldBeTrue();
                }
            }));
        }
        answered.ShouldBeLessThan(delays.Count);
        (await Proxied.Kv.GetAsync(At("a"), Token))!.Value.Value.Span.SequenceEqual(value).ShouldBeTrue();
        Proxy.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelled_while_it_connects_and_while_it_waits_a_call_is_cancelled_at_once()
    {
        Proxy.Set(Fault.Blackhole);
        foreach (var waitsFor in new[] { 0, 1 }) // the connection, then the answer
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var call = Proxied.Kv.PutAsync(At("a"), "x", stop.Token).AsTask();
            await Eventually.TrueAsync(() => Proxy.Connections > 0, "it connects", cancellationToken: Token);
            await stop.CancelAsync();
            (await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Token))).ShouldBe(call);
            await Should.ThrowAsync<OperationCanceledException>(async () => await call);
            Proxy.Set(waitsFor == 0 ? Fault.Pass : Fault.Blackhole, FaultDirection.ToServer);
        }
        Proxy.Heal();
        await Proxied.Maintenance.StatusAsync(Token);
    }
}
