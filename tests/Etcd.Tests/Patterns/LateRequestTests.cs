using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

/// <summary>A request that lies in a member that stands still, while a second try of it was answered elsewhere.</summary>
public sealed class LateRequestTests(ThreeMembers fixture) : IClassFixture<ThreeMembers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_place_that_was_left_does_not_come_back(int round)
    {
        Key prefix = $"late/{round}";
        await using var observer = fixture.Cluster.Members[1].Connect();
        await using var client = fixture.Client(new EtcdClientOptions { PingInterval = TimeSpan.FromMilliseconds(500) });
        await using var session = new EtcdSession(client);
        await session.GetLeaseAsync(Token);
        var first = await FirstAsync(client);

        first.Freeze();
        await using (await new DistributedLock(session, prefix).AcquireAsync(Token))
        {
            // had at another member
        }
        first.Thaw();

        await using var thawed = new EtcdConnection(first.DirectEndpoint);
        for (var i = 0; i < 20; i++)
        {
            await thawed.Kv.PutAsync("late/done", i, Token); // what it had lying about came before these, or never does
        }
        (await observer.Kv.GetRangeAsync(KeyRange.Prefix(prefix.Append("/")), Token)).ShouldBeEmpty();
        await using var again = await new DistributedLock(session, prefix).TryAcquireAsync(Token);
        again.ShouldNotBeNull();
    }

    /// <summary>The member that the client talks to.</summary>
    private async Task<EtcdMember> FirstAsync(EtcdClient client)
    {
        var serving = (await client.GetRangeAsync(KeyRange.Single("none"), Token)).Header.Member;
        foreach (var member in fixture.Cluster.Members)
        {
            await using var connection = new EtcdConnection(member.DirectEndpoint);
            if ((await connection.Maintenance.StatusAsync(Token)).Header.Member == serving)
            {
                return member;
            }
        }
        throw new InvalidOperationException($"no member is {serving}");
    }
}
