using System.Globalization;
using System.Runtime.InteropServices;

namespace Faults.Soak;

/// <summary><c>soak [minutes] [seed] [program] [log]</c>: the campaign as a command; the exit code is the verdict.</summary>
internal static class SoakCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        SoakOptions options = new()
        {
            Duration = TimeSpan.FromMinutes(double.Parse(arguments.ElementAtOrDefault(0) ?? "30", CultureInfo.InvariantCulture)),
            Seed = int.Parse(arguments.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture),
            Program = arguments.ElementAtOrDefault(2) is { } program ? [program] : OwnProgram(),
            LogPath = arguments.ElementAtOrDefault(3),
        };
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"soak of {options.Duration.TotalMinutes:0.##} minutes, a fault each {options.FaultPeriod.TotalSeconds:0} s, seed {options.Seed}; Ctrl-C ends everything"));
        try
        {
            SoakReport report = await new SoakRun(options, Console.Out.WriteLine).RunAsync(stop.Token);
            await Console.Out.WriteLineAsync(string.Join('\n', report.Lines()));
            return report.Passed ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("soak cancelled: no verdict, nothing is left running");
            return 130;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>The program that was built with this one.</summary>
    internal static string[] OwnProgram() => ["dotnet", Path.Combine(AppContext.BaseDirectory, "etcd-monitor.dll")];
}
