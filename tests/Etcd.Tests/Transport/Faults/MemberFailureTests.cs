using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Faults;

/// <summary>The member itself dies or stops while calls are under way.</summary>
public sealed class MemberFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_under_load_each_write_is_told_for_what_it_is()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        var written = 0;
        var writers = Enumerable.Range(0, 50).Select(async writer =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await connection.Kv.PutAsync($"{writer:00}/{i:000000}", "x", Token);
                    Interlocked.Increment(ref written);
                }
                catch (EtcdException e)
                {
                    return (Acknowledged: i, Error: e);
                }
            }
        }).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref written) > 200, "they write", cancellationToken: Token);
        member.Kill();
        var ended = await Task.WhenAll(writers);
        await member.StartAsync(Token);
        foreach (var (writer, (acknowledged, error)) in ended.Index())
        {
            error.Failure.ShouldBeOneOf(EtcdFailure.ConnectionLost, EtcdFailure.Refused);
            var found = await connection.Kv.CountAsync(KeyRange.Prefix($"{writer:00}/"), Token);
            // what was acknowledged is there; one more only if its loss was called ambiguous
            found.ShouldBeInRange(acknowledged, acknowledged + (error is EtcdAmbiguousResultException ? 1 : 0));
        }
    }

    [Fact]
    public async Task Frozen_under_load_every_call_ends_at_its_deadline_and_goes_on_when_thawed()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.Endpoint, RequestTimeout = TimeSpan.FromMilliseconds(500) });
        await connection.Kv.PutAsync("a", "x", Token);
        member.Freeze();
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var error = i % 2 == 0
                ? await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Kv.GetAsync("a", Token))
                : await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await connection.Kv.PutAsync("a", "y", Token)) as EtcdException;
            error.Failure.ShouldBe(EtcdFailure.Timeout);
        }));
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(450, 700);
        member.Thaw();
        (await connection.Kv.GetAsync("a", Token))!.Value.Value.ToString().ShouldBeOneOf("x", "y");
    }
}
