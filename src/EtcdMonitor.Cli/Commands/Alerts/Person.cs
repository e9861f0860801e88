using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary>Who changes something, and whether the person means it.</summary>
internal static class Person
{
    private static readonly string[] Variables = ["ETCD_MONITOR_AUTHOR", "USER", "LOGNAME", "USERNAME"];

    /// <summary>The name: as given, else of whoever is logged in.</summary>
    public static (string? Name, Failure? Failure) Of(CommandContext context) =>
        (context.Invocation.Value(Flags.Author) ?? Variables.Select(variable => context.Environment.GetValueOrDefault(variable)).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))) is { } name
            ? (name, null)
            : (null, Failure.Usage("nobody knows who does this: the environment names no user", "Give --author=NAME"));

    /// <summary>Asks for a yes on standard error; null: there is nobody to ask.</summary>
    public static bool? Agrees(CommandContext context, string question)
    {
        if (context.Invocation.Has(Flags.Yes))
        {
            return true;
        }

        if (!context.CanAsk)
        {
            return null;
        }

        context.Error.Writer.Write($"{question} [y/N] ");
        context.Error.Writer.Flush();
        return context.In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
