using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// The child's side: a test program that is started as <c>program child scenario arguments…</c> runs that scenario instead of its tests, so that no
/// program has to be built for it. It ends when its standard input does, which its parent holds, and on Linux with its parent in any case.
/// </summary>
public static class ChildHost
{
    internal const string Verb = "child";

    /// <summary>Whether a program was started as a child.</summary>
    public static bool Is(string[] arguments) => arguments is [Verb, ..];

    /// <summary>Runs the scenario that the arguments name. The exit code.</summary>
    /// <exception cref="KeyNotFoundException">There is no such scenario.</exception>
    public static async Task<int> RunAsync(string[] arguments, IReadOnlyDictionary<string, ChildScenario> scenarios)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(scenarios);
        using var stop = new CancellationTokenSource();
        var gate = new Lock();
        var scenario = scenarios[arguments[1]](arguments[2..], Report, stop.Token);
        var parent = Task.Run(Console.In.ReadToEndAsync);
        await Task.WhenAny(scenario, parent).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await scenario.ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (parent.IsCompleted)
        {
            return 0;
        }

        void Report(string what, ReadOnlySpan<(string Name, object? Value)> fields)
        {
            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in fields)
            {
                all[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
            lock (gate)
            {
                Console.Out.WriteLine(new ChildLine(what, all).ToString().AsSpan());
            }
        }
    }
}
