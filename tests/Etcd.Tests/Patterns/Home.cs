using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

/// <summary>A client and a session on it, as a process has them.</summary>
internal sealed class Home : IAsyncDisposable
{
    public Home(EtcdMember member, SessionOptions? options = null)
    {
        Client = new EtcdClient(member.Endpoint);
        Session = new EtcdSession(Client, options ?? new SessionOptions { Ttl = TimeSpan.FromSeconds(2) });
    }

    public EtcdClient Client { get; }

    public EtcdSession Session { get; }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Client.DisposeAsync();
    }
}
