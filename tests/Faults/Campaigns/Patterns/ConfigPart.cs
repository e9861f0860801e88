using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>A writer keeps the sum of two values constant and rolls a flag out; every node reads both from its memory.</summary>
internal static class ConfigPart
{
    private const int Sum = 100;
    private static readonly Key Prefix = "config-part";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var writer = new ConfigManager(nodes[0].Client, Prefix);
        var percent = 0.0;
        await Loops.RecoversAsync(scene, "config: the first values are written", stop => Loops.TryAsync(scene, "config", async () => await writer.SetAllAsync(Values(0), stop)));
        var readers = nodes.Select(node => Task.Run(() => ReadAsync(scene, node))).ToArray();
        await Loops.EachAsync(scene, [nodes[0]], "config", async (_, random, stop) =>
        {
            await writer.SetAllAsync(Values(random.Next(Sum)), stop);
            scene.Count("config: writes");
            percent = Math.Min(100, percent + random.NextDouble());
            await new FeatureFlags(writer).RollOutAsync("flag", percent, stop);
        });
        await Task.WhenAll(readers);
        await Loops.RecoversAsync(scene, "config: the last value is written", stop => Loops.TryAsync(scene, "config", async () => await writer.SetAsync("last", "yes", stop)));
        foreach (var node in nodes)
        {
            await using var config = new ConfigManager(node.Client, Prefix);
            await Loops.RecoversAsync(scene, $"config: {node.Name} reads it", async stop => await config.GetStringAsync("last", "no", stop) == "yes");
        }
    }

    private static async Task ReadAsync(Scene scene, Node node)
    {
        await using var config = new ConfigManager(node.Client, Prefix);
        var flags = new FeatureFlags(config);
        var enabled = new HashSet<string>(StringComparer.Ordinal);
        Revision last = default;
        var random = new Random(scene.Seed);
        while (!scene.Working.IsCancellationRequested)
        {
            await Loops.TryAsync(scene, "config", async () =>
            {
                var view = await config.GetAllAsync("pair", scene.CancellationToken);
                scene.Count("config: views");
                scene.Count("operations");
                if (view["a"].ToInt() + view["b"].ToInt() != Sum)
                {
                    scene.Complain($"config: {node.Name} read {view["a"]} and {view["b"]} as of {view.Revision}");
                }
                if (view.Revision < last)
                {
                    scene.Complain($"config: {node.Name} read revision {view.Revision} after {last}");
                }
                last = view.Revision;
                var subject = $"user-{random.Next(50)}";
                var isOn = await flags.IsEnabledAsync("flag", subject, scene.CancellationToken);
                if (isOn)
                {
                    enabled.Add(subject);
                }
                else if (enabled.Contains(subject))
                {
                    scene.Complain($"config: the roll-out took {subject} back");
                }
            });
            await Task.Delay(Pace, TimeProvider.System, scene.CancellationToken);
        }
    }

    private static Dictionary<string, ConfigValue> Values(int a) => new(StringComparer.Ordinal) { ["pair/a"] = a, ["pair/b"] = Sum - a };
}
