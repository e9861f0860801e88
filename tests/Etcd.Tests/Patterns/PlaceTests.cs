using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class PlaceTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    [Fact]
    public async Task Cancelled_after_its_key_was_made_and_before_the_answer_came_it_leaves_nothing_behind()
    {
        await using var client = new EtcdClient(Proxy.Endpoint);
        await using var session = new EtcdSession(client);
        await session.GetLeaseAsync(Token);
        Proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var acquiring = new DistributedLock(session, At("lock")).AcquireAsync(stop.Token).AsTask();
        await CountIsAsync(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => acquiring);
        Proxy.Heal();
        await CountIsAsync(0);
        (await session.GetLeaseAsync(Token)).Lost.IsCancellationRequested.ShouldBeFalse(); // the key did not go with its lease
    }

    private async Task CountIsAsync(long wanted)
        => await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("lock")), token), count => count == wanted, $"{wanted} keys", TimeSpan.FromSeconds(30), cancellationToken: Token);
}
