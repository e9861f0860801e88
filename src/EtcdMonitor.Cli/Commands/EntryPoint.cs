using System.Collections;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>From the process's arguments to an exit code.</summary>
internal static class EntryPoint
{
    /// <summary>Runs with the process's own streams and environment.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return RunAsync(args, new Streams
        {
            Out = Console.Out,
            OutRedirected = Console.IsOutputRedirected,
            In = Console.In,
            InRedirected = Console.IsInputRedirected,
            Error = Console.Error,
            ErrorRedirected = Console.IsErrorRedirected,
            Columns = Streams.WindowColumns(),
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal),
        });
    }

    /// <summary>Runs with the given streams.</summary>
    public static async Task<int> RunAsync(string[] args, Streams streams)
    {
        // help and version answer before the parser is even loaded
        (Invocation? invocation, Failure? failure) = Quick(args) is { } quick ? (quick, null) : CommandLine.Parse(args);
        TerminalSettings settings = new()
        {
            Color = invocation?.Value(Flags.Color) ?? "auto",
            Ascii = invocation?.Has(Flags.Ascii) ?? false,
            Environment = streams.Environment,
        };
        Terminal output = settings.For(streams.Out, streams.OutRedirected, streams.Columns);
        Terminal error = settings.For(streams.Error, streams.ErrorRedirected, streams.Columns);
        if (invocation is null)
        {
            return FailureWriter.Write(error, failure!, args.Contains("json", StringComparer.Ordinal) || args.Any(a => a.EndsWith("=json", StringComparison.Ordinal)));
        }

        try
        {
            if (invocation.Has(Flags.Help))
            {
                output.Write(invocation.VerbGiven ? HelpRenderer.Page(invocation.Verb) : HelpRenderer.Overview());
                return ExitCode.Ok;
            }

            CommandContext context = new() { Invocation = invocation, Out = output, Error = error, Environment = streams.Environment, Time = streams.Time, In = streams.In, CanAsk = !streams.InRedirected && error.IsInteractive };
            return await invocation.Verb.RunAsync(context);
        }
        catch (IOException e) when (ClosedPipe.Is(e))
        {
            return ExitCode.Ok;
        }
    }

    private static Invocation? Quick(string[] args) => args switch
    {
        ["--help" or "-h" or "help"] => new(Verbs.Serve, [], new Dictionary<string, string>(StringComparer.Ordinal) { [Flags.Help.Name] = "true" }) { VerbGiven = false },
        ["version" or "--version"] => new(Verbs.Find("version")!, [], new Dictionary<string, string>(StringComparer.Ordinal)),
        _ => null,
    };
}
