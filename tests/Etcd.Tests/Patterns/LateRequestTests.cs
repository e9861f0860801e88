using System.Collections.Concurrent;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

/// <summary>A request whose answer was lost may lie somewhere, in a member that stands still, say, and be applied when all is over: here its bytes come once more.</summary>
public sealed class LateRequestTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    [Fact]
    public async Task A_place_that_was_left_does_not_come_back()
    {
        var connections = new ConcurrentQueue<RecordingStream>();
        await using var client = new EtcdClient(new EtcdClientOptions
        {
            Endpoints = [Proxy.Endpoint],
            PingInterval = TimeSpan.FromMilliseconds(500),
            RequestTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = async (endpoint, stop) =>
            {
                var connection = await RecordingStream.ConnectAsync(endpoint, stop);
                connections.Enqueue(connection);
                return connection;
            },
        });
        await using var session = new EtcdSession(client);
        await session.GetLeaseAsync(Token);
        Proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
        var acquiring = new DistributedLock(session, At("lock")).AcquireAsync(Token).AsTask();
        await CountIsAsync(1); // done, and nobody was told
        await Eventually.TrueAsync(() => connections.Count > 1, "the client has given the connection up", TimeSpan.FromSeconds(30), cancellationToken: Token);
        Proxy.Heal();
        await (await acquiring).ReleaseAsync(Token);
        await CountIsAsync(0);

        await connections.First().ReplayAsync(Member.DirectEndpoint, "/etcdserverpb.KV/Txn"u8.ToArray(), Token);

        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("lock/")), Token)).ShouldBe(0);
        await using var again = await new DistributedLock(session, At("lock")).TryAcquireAsync(Token);
        again.ShouldNotBeNull();
    }

    private async Task CountIsAsync(long wanted)
        => await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("lock/")), token), count => count == wanted, $"{wanted} keys", TimeSpan.FromSeconds(30), cancellationToken: Token);
}
