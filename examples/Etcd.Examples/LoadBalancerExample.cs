namespace Etcd.Examples;
internal static class LoadBalancerExample { public static Task RunAsync(Etcd.Client.EtcdClient client, CancellationToken ct) => Task.CompletedTask; }
