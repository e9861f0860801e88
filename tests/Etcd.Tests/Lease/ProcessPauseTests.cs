using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests;

public abstract class ProcessPauseTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task After_a_pause_longer_than_its_lease_a_process_knows_before_it_writes()
    {
        var key = At("owned");
        await using var child = Child.Start(typeof(ProcessPauseTests).Assembly, "hold-lease", Member.Endpoint, "2", key.ToString());
        var lease = LeaseId.Parse((await child.NextAsync("held", Token))["lease"]);
        (await child.NextAsync("wrote", Token))["written"].ShouldBe("yes");

        child.Freeze();
        await Eventually.GetAsync(
            async token => await Connection.Leases.TimeToLiveAsync(lease, token), found => found is null, "the lease expires", TimeSpan.FromSeconds(20), cancellationToken: Token);
        await Eventually.TrueAsync(() => child.Forget() == 0, "all it had said before is read", cancellationToken: Token);
        await Connection.Kv.PutAsync(key, "another's", Token);
        child.Thaw();

        // a write may have been answered already when it was frozen; the value at the end tells that none came later
        var line = await child.NextAsync(Token);
        if (line.Event == "wrote")
        {
            line = await child.NextAsync(Token);
        }
        line.Event.ShouldBe("lost");
        line["fired"].ShouldBe("True");
        line["reason"].ShouldBe(nameof(LeaseLossReason.ProcessPaused));
        line["written"].ShouldBe("no");
        (await Connection.Kv.GetAsync(key, Token)).ShouldNotBeNull().Value.ToString().ShouldBe("another's");
    }
}

public sealed class ProcessPauseTestsOn34(Etcd34 fixture) : ProcessPauseTests(fixture);

public sealed class ProcessPauseTestsOn35(Etcd35 fixture) : ProcessPauseTests(fixture);
