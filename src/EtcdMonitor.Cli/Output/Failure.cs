namespace EtcdMonitor.Cli.Output;

/// <summary>Why a verb could not do what was asked: one line, an exit code, no stack.</summary>
/// <param name="Exit">Exit code.</param>
/// <param name="Code">Stable name for programs, such as <c>usage</c>.</param>
/// <param name="Message">What and where, and why; no full stop.</param>
/// <param name="Hint">What to do; null: obvious. Ends without a full stop when it is a command.</param>
internal sealed record Failure(int Exit, string Code, string Message, string? Hint = null)
{
    /// <summary>Wrong flag, value or name.</summary>
    public static Failure Usage(string message, string? hint = null) => new(ExitCode.Usage, "usage", message, hint);

    /// <summary>Cannot be reached, or not to be trusted.</summary>
    public static Failure Unreachable(string message, string? hint = null) => new(ExitCode.Unreachable, "unreachable", message, hint);

    /// <summary>Anything else that went wrong.</summary>
    public static Failure Failed(string message, string? hint = null) => new(ExitCode.Failed, "failed", message, hint);

    /// <inheritdoc/>
    public override string ToString() => Hint is null ? Message : $"{Message}. {Hint}";
}
