using System.Collections;
using EtcdMonitor.Cli.Commands;
using EtcdMonitor.Cli.Output;
using Taskmaster.Files;

namespace Taskmaster.Commands;

/// <summary>From the process's arguments to an exit code.</summary>
internal static class EntryPoint
{
    /// <summary>Runs with the process's own streams, folder and environment.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using StopSignals stop = new();
        Streams streams = new()
        {
            Out = Console.Out,
            OutRedirected = Console.IsOutputRedirected,
            Error = Console.Error,
            ErrorRedirected = Console.IsErrorRedirected,
            Columns = Streams.WindowColumns(),
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal),
        };
        return await RunAsync(args, streams, Environment.CurrentDirectory, stop.Requested);
    }

    /// <summary>Runs with the given streams in the given folder.</summary>
    public static async Task<int> RunAsync(string[] args, Streams streams, string folder, CancellationToken stop)
    {
        (Invocation? invocation, Failure? failure) = CommandLine.Parse(args is ["--version"] ? ["version"] : args);
        TerminalSettings settings = new() { Color = invocation?.Value(Flag.Color) ?? "auto", Ascii = invocation?.Has(Flag.Ascii) ?? false, Environment = streams.Environment };
        Terminal output = settings.For(streams.Out, streams.OutRedirected, streams.Columns);
        Terminal error = settings.For(streams.Error, streams.ErrorRedirected, streams.Columns);
        bool json = invocation?.Has(Flag.Json) ?? args.Contains(Flag.Json.Name, StringComparer.Ordinal);
        if (invocation is null)
        {
            return FailureWriter.Write(error, failure!, json);
        }

        try
        {
            if (invocation.Verb is not { } verb || invocation.Has(Flag.Help))
            {
                output.Write(invocation.Verb is { } asked ? HelpPages.Page(asked) : HelpPages.Overview());
                return ExitCode.Ok;
            }

            string? user = streams.Environment.GetValueOrDefault("USER") ?? streams.Environment.GetValueOrDefault("USERNAME");
            return await verb.RunAsync(new CommandContext { Invocation = invocation, Out = output, Error = error, Folder = folder, Time = streams.Time, User = user, Stop = stop });
        }
        catch (RefusedException e)
        {
            return FailureWriter.Write(error, e.Failure, json);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException e) when (ClosedPipe.Is(e))
        {
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return FailureWriter.Write(error, Failure.Usage(e.Message.Split('\n')[0].TrimEnd('.')), json); // a name that no file can have
        }
    }
}
