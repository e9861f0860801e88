using EtcdMonitor.Cli.Commands;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>What a command line printed and told the shell.</summary>
internal sealed record Ran(int Exit, string Out, string Error)
{
    /// <summary>Runs it in this process, far from this machine's environment.</summary>
    public static async Task<Ran> Async(string arguments, params (string Name, string Value)[] environment)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exit = await EntryPoint.RunAsync(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new Streams { Out = output, Error = error, Environment = environment.ToDictionary(e => e.Name, e => e.Value) });
        return new Ran(exit, output.ToString(), error.ToString());
    }
}
