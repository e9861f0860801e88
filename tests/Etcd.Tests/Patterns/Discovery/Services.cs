using Etcd.Patterns;

namespace Etcd.Tests.Patterns.Discovery;

/// <summary>Instances for tests.</summary>
internal static class Services
{
    public static ServiceInstance Instance(string id, string name = "api", int weight = 100, int port = 8080, ServiceHealth health = ServiceHealth.Unchecked)
        => new() { Name = name, Id = id, Address = "10.0.0.7", Port = port, Weight = weight, Health = health };

    public static ServiceInstance[] Instances(int count) => [.. Enumerable.Range(0, count).Select(i => Instance($"api-{i}"))];
}
