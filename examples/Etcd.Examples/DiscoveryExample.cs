namespace Etcd.Examples;
internal static class DiscoveryExample { public static Task RunAsync(Etcd.Client.EtcdClient client, CancellationToken ct) => Task.CompletedTask; }
