using Etcd.Testing;

namespace Etcd.Tests.Children;

/// <summary>What a test can have done by a process of its own.</summary>
internal static class Scenarios
{
    public static IReadOnlyDictionary<string, ChildScenario> All { get; } = new Dictionary<string, ChildScenario>(StringComparer.Ordinal)
    {
        ["echo"] = EchoAsync,
        ["fail"] = (_, _, _) => throw new InvalidOperationException("as it was told to"),
        ["hold-lease"] = LeaseHolder.RunAsync,
        ["register"] = Registrant.RunAsync,
        ["hold-lock"] = LockHolder.RunAsync,
    };

    private static async Task EchoAsync(IReadOnlyList<string> arguments, ChildReport report, CancellationToken stop)
    {
        report("started", ("arguments", string.Join('|', arguments)));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var count = 1; await timer.WaitForNextTickAsync(stop); count++)
        {
            report("tick", ("count", count));
        }
    }
}
