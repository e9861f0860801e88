using System.CommandLine;
using System.Runtime.InteropServices;
using Etcd.Client;

namespace Etcd.Examples.Runner;

/// <summary><c>examples --endpoints=… --example=… --node-id=…</c>. Exit codes: 0 done, 1 an example failed, 2 wrong arguments, 3 etcd cannot be reached.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Chosen = new("--example")
    {
        Description = $"all, or one of: {string.Join(", ", Example.All.Select(example => example.Name))}",
        DefaultValueFactory = _ => "all",
    };

    private static readonly Option<string?> NodeId = new("--node-id")
    {
        Description = $"be one node, until Ctrl-C; start another one in a second terminal ({string.Join(", ", WithNodes)})",
    };

    private static IEnumerable<string> WithNodes => Example.All.Where(example => example.RunNodeAsync is not null).Select(example => example.Name);

    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("Runs the examples of the patterns' guide against an etcd of yours. They keep to keys under examples/, and leave none behind.") { Chosen, NodeId };
        foreach (var option in Connection.Options)
        {
            root.Add(option);
        }
        root.SetAction(RunAsync);
        var parsed = root.Parse(args);
        if (parsed.Errors is [{ } error, ..])
        {
            return Fail(2, $"{error.Message} (examples --help says what there is)");
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, node) = (parsed.GetValue(Chosen)!, parsed.GetValue(NodeId));
        var examples = name == "all" ? Example.All : [.. Example.All.Where(example => example.Name == name)];
        if (examples.Count == 0)
        {
            return Fail(2, $"There is no example '{name}'; there are all, {string.Join(", ", Example.All.Select(example => example.Name))}.");
        }
        if (node is "")
        {
            return Fail(2, "--node-id is empty; give each terminal a name of its own, such as node-1.");
        }
        if (node is not null && (name == "all" || examples[0].RunNodeAsync is null))
        {
            return Fail(2, $"--node-id is for one of {string.Join(", ", WithNodes)}; '{name}' has no nodes.");
        }
        using CancellationTokenSource stop = new();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var client = Connection.Open(parsed);
            return await Stage.PlayAsync(client, examples, node, stop.Token);
        }
        catch (ArgumentException e)
        {
            return Fail(2, e.Message.Split(" (Parameter", 2)[0]);
        }
        catch (EtcdUnavailableException e)
        {
            return Fail(3, $"etcd cannot be reached: {e.Message} Start one with 'etcd', or give --endpoints=host:port.");
        }
        catch (EtcdException e)
        {
            return Fail(1, e.Message);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static int Fail(int code, string line)
    {
        Console.Error.WriteLine($"examples: {line.ReplaceLineEndings(" ")}");
        return code;
    }
}
