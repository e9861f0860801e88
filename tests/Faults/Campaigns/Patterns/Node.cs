using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>What stands for a process of its own: a client through the proxies, and its session.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(3);

    public Node(Scene scene, int number)
    {
        Name = $"node-{number}";
        Client = scene.Connect();
        Session = new EtcdSession(Client, new SessionOptions { Ttl = Ttl, Owner = Name });
    }

    public string Name { get; }

    public EtcdClient Client { get; }

    public EtcdSession Session { get; }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Client.DisposeAsync();
    }
}
