using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Every node registers an instance and publishes new data of it; every node observes all.</summary>
internal static class DiscoveryPart
{
    private const string Service = "api";

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(scene.CancellationToken);
        var registrations = new ServiceRegistration?[nodes.Length];
        var observing = nodes.Select(node => Task.Run(() => ObserveAsync(scene, node, end.Token))).ToArray();
        await Loops.EachAsync(scene, nodes, "discovery", async (node, random, stop) =>
        {
            var instance = Instance(node, random.Next(1, 200));
            await PublishAsync(node, registrations, Array.IndexOf(nodes, node), instance, stop);
            scene.Count("discovery: writes");
            scene.Count("operations");
        });
        await Task.WhenAll(nodes.Select(node => Loops.RecoversAsync(scene, $"discovery: {node.Name} finds all", async stop
            => (await Registry(node).DiscoverAsync(Service, stop)).Select(instance => instance.Id).SequenceEqual(nodes.Select(each => each.Name), StringComparer.Ordinal))));
        await Task.WhenAll(registrations.Select(registration => registration?.DisposeAsync().AsTask() ?? Task.CompletedTask));
        await Task.WhenAll(nodes.Select(node => Loops.RecoversAsync(scene, $"discovery: {node.Name} finds none any more", async stop => (await Registry(node).DiscoverAsync(Service, stop)).Count == 0)));
        await end.CancelAsync();
        await Task.WhenAll(observing);
    }

    private static async Task PublishAsync(Node node, ServiceRegistration?[] registrations, int number, ServiceInstance instance, CancellationToken stop)
    {
        if (registrations[number] is { } registration)
        {
            await registration.UpdateAsync(instance, stop);
        }
        else
        {
            registrations[number] = await Registry(node).RegisterAsync(instance, stop);
        }
    }

    /// <summary>The events of each instance fit together, and their revisions grow.</summary>
    private static async Task ObserveAsync(Scene scene, Node node, CancellationToken stop)
    {
        var there = new Dictionary<string, int>(StringComparer.Ordinal);
        Revision last = default;
        try
        {
            await foreach (var change in Registry(node).ObserveAsync(Service, stop))
            {
                scene.Count("discovery: events");
                var fits = change.Type switch
                {
                    ServiceEventType.Added => there.TryAdd(change.Instance.Id, change.Instance.Weight),
                    ServiceEventType.Updated => there.TryGetValue(change.Instance.Id, out var before) && before == change.Previous?.Weight,
                    _ => there.Remove(change.Instance.Id, out var before) && before == change.Instance.Weight,
                };
                if (!fits || change.Revision < last)
                {
                    scene.Complain($"discovery: {node.Name} was told that {change} at {change.Revision}, after {last}, when it knew {string.Join(", ", there)}");
                }
                if (change.Type == ServiceEventType.Updated)
                {
                    there[change.Instance.Id] = change.Instance.Weight;
                }
                last = change.Revision;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    private static ServiceRegistry Registry(Node node) => new(node.Session, "discovery-part");

    private static ServiceInstance Instance(Node node, int weight) => new() { Name = Service, Id = node.Name, Address = "10.0.0.1", Port = 80, Weight = weight };
}
