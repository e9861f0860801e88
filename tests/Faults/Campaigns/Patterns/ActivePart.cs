using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>All nodes at work on some resources, each with one of them at a time; memberships that come back by themselves.</summary>
internal static class ActivePart
{
    private static readonly string[] Resources = ["x", "y"];

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = Resources.ToDictionary(resource => resource, resource => new Holders(scene, observer, "active", $"active-active {resource}"), StringComparer.Ordinal);
        var memberships = new List<GroupMembership>();
        foreach (var node in nodes)
        {
            await Loops.RecoversAsync(scene, $"active-active: {node.Name} joins", stop => Loops.TryAsync(scene, "active", async () => memberships.Add(await Group(node).JoinAsync(stop))));
        }
        await Loops.EachAsync(scene, nodes, "active", (node, random, stop) =>
        {
            var resource = Resources[random.Next(Resources.Length)];
            return Group(node).TryRunAsync(resource, async (held, until) =>
            {
                holders[resource].Enter(held);
                try
                {
                    holders[resource].Wrote(await held.CommitAsync(new Txn().Then(Op.Put($"active-part-data/{resource}", node.Name)), until), held.Fence);
                }
                finally
                {
                    holders[resource].Exit(held);
                }
            }, stop);
        });
        await using (var session = new EtcdSession(observer))
        {
            await Loops.RecoversAsync(scene, "active-active: all members are there", async stop
                => (await new ActiveActiveGroup(session, "active-part").GetMembersAsync(stop)).Select(member => member.Owner).Order(StringComparer.Ordinal).SequenceEqual(nodes.Select(node => node.Name), StringComparer.Ordinal));
        }
        foreach (var membership in memberships)
        {
            await membership.DisposeAsync();
        }
        foreach (var each in holders.Values)
        {
            await each.JudgeAsync();
        }
    }

    private static ActiveActiveGroup Group(Node node) => new(node.Session, "active-part");
}
