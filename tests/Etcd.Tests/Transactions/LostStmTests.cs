using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transactions;

public abstract class LostStmTests(ClusterFixture fixture) : ProxiedTest(fixture)
{
    [Fact]
    public async Task What_cannot_be_asked_any_more_is_not_called_unavailable()
    {
        await Connection.Kv.PutAsync(At("a"), 1, Token);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Proxy.Endpoint], RequestTimeout = TimeSpan.FromSeconds(1) });
        var run = 0;
        var call = client.TransactAsync(
            async (stm, token) =>
            {
                if (++run == 2)
                {
                    Proxy.RefuseNew();
                    Proxy.Set(Fault.Cut, newToo: false);
                }
                var before = await stm.GetAsync(At("a"), token);
                stm.Put(At("a"), before!.Value.Parse<int>() + 1);
                await Connection.Kv.PutAsync(At("a"), 7, token); // a conflict, so that there is a second run
                _ = LoseAnswerAsync();
            }, new StmOptions { OperationPrefix = At("ops/") }, Token);

        await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await call);
        run.ShouldBe(2);
    }

    private async Task LoseAnswerAsync()
    {
        var before = Proxy.BytesToServer;
        Proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
        await Eventually.TrueAsync(() => Proxy.BytesToServer > before, "the commit is sent", cancellationToken: Token);
        Proxy.Set(Fault.Cut, newToo: false);
        Proxy.Heal();
    }
}

public sealed class LostStmTests34(Etcd34 fixture) : LostStmTests(fixture);

public sealed class LostStmTests35(Etcd35 fixture) : LostStmTests(fixture);
