using System.Runtime.InteropServices;

namespace Faults.Truth;

/// <summary><c>truth RUNS=20 ONLY=a,b VERSIONS=3.4,3.5 SEED=1 PARALLEL=6</c>: the campaign as a command; the exit code is the verdict.</summary>
internal static class TruthCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        TruthOptions options;
        try
        {
            options = TruthOptions.Parse(arguments);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync($"truth: {e.Message}");
            return 2;
        }

        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        string folder = Directory.CreateDirectory(options.Folder).FullName;
        string file = Path.Combine(folder, "results.jsonl");
        TruthRun run = new(options, folder, SceneResult.Read(file), Console.Out.WriteLine);
        try
        {
            await run.PlayAsync(result => result.Append(file), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("truth cancelled; what is finished is in the table, nothing is left running");
        }

        string[] table = [.. TruthTable.Lines(run.Results, run.NotYet)];
        await File.WriteAllLinesAsync(Path.Combine(folder, "summary.md"), table, CancellationToken.None);
        await Console.Out.WriteLineAsync('\n' + string.Join('\n', table));
        return stop.IsCancellationRequested ? 130 : run.Passed ? 0 : 1;

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
