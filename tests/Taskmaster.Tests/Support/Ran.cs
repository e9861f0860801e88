using Etcd.Testing;
using EtcdMonitor.Cli.Commands;
using Taskmaster.Commands;

namespace Taskmaster.Tests.Support;

/// <summary>What a command line printed and told the shell.</summary>
internal sealed record Ran(int Exit, string Out, string Error)
{
    /// <summary>A quarter past nine on the day of the mocks.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 14, 0, TimeSpan.Zero);

    /// <summary>Runs it in this process, in that folder, far from this machine's environment.</summary>
    public static async Task<Ran> InAsync(string folder, string[] args, TimeProvider? time = null, int? columns = null)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Streams streams = new()
        {
            Out = output,
            Error = error,
            Environment = new Dictionary<string, string> { ["USER"] = "mara" },
            Time = time ?? new ManualTime(Morning),
            OutRedirected = columns is null,
            Columns = columns ?? 100,
        };
        int exit = await EntryPoint.RunAsync(args, streams, folder, TestContext.Current.CancellationToken);
        return new Ran(exit, output.ToString(), error.ToString());
    }
}
