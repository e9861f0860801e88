using EtcdMonitor.Cli.Output;

namespace Taskmaster.Files;

/// <summary>What was asked cannot be done, and nothing was changed.</summary>
/// <param name="failure">The one line about it, and the exit code.</param>
internal sealed class RefusedException(Failure failure) : Exception(failure.ToString())
{
    /// <summary>The one line about it, and the exit code.</summary>
    public Failure Failure { get; } = failure;
}
