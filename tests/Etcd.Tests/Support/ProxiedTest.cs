using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests;

/// <summary>A test against a shared member through a proxy of its own: what the proxy does, only this test meets.</summary>
public abstract class ProxiedTest : EtcdTest, IAsyncDisposable
{
    protected ProxiedTest(ClusterFixture fixture)
        : base(fixture)
    {
        Proxy = FaultProxy.Start(fixture.Member.Endpoint);
        Proxied = Through(new EtcdConnectionOptions());
    }

    /// <summary>Between <see cref="Proxied"/> and the member.</summary>
    protected FaultProxy Proxy { get; }

    /// <summary>The connection through the proxy; <see cref="EtcdTest.Connection"/> goes past it.</summary>
    protected EtcdConnection Proxied { get; }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Proxied.DisposeAsync();
        await Proxy.DisposeAsync();
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected EtcdConnection Through(EtcdConnectionOptions options) => new(options with { Endpoint = Proxy.Endpoint });

    /// <summary>Starts a call whose request reaches the member and whose answer does not come.</summary>
    protected async Task<Task> PendingAsync(Func<Task> call)
    {
        await Proxied.Maintenance.StatusAsync(Token);
        var before = Proxy.BytesToServer;
        Proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
        var pending = call();
        await Eventually.TrueAsync(() => Proxy.BytesToServer > before, "the request is sent", cancellationToken: Token);
        return pending;
    }
}
