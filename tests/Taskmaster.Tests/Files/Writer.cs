using System.Globalization;
using EtcdMonitor.Cli.Commands;
using Taskmaster.Commands;

namespace Taskmaster.Tests.Files;

/// <summary>A process that changes a plan again and again, through the program's own entrance.</summary>
internal static class Writer
{
    /// <summary><c>FOLDER NAME COUNT</c>: assigns task-1.1 to NAME 0, NAME 1, …; says what it has done after each.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        (string folder, string name, int count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = true };
        for (int i = 0; i < count; i++)
        {
            Streams streams = new() { Out = TextWriter.Null, Error = Console.Error };
            int exit = await EntryPoint.RunAsync(["assign", "task-1.1", $"{name} {i}"], streams, folder, CancellationToken.None);
            if (exit != 0)
            {
                return exit;
            }

            await output.WriteAsync($"{i}\n");
        }

        return 0;
    }
}
