using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>All that a verb meets of the outside.</summary>
internal sealed record CommandContext
{
    /// <summary>What was typed.</summary>
    public required Invocation Invocation { get; init; }

    /// <summary>The answer and nothing else.</summary>
    public required Terminal Out { get; init; }

    /// <summary>Errors, warnings, progress, logs.</summary>
    public required Terminal Error { get; init; }

    /// <summary>Where answers to questions come from.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether there is a person to ask.</summary>
    public bool CanAsk { get; init; }

    /// <summary>The environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Prints a failure and returns its exit code.</summary>
    public int Fail(Failure failure) => FailureWriter.Write(Error, failure, Invocation.Json);
}
