namespace EtcdMonitor;

/// <summary>Options that cannot work; the message has one line per error, each naming its key.</summary>
public sealed class MonitorOptionsException : Exception
{
    /// <summary>With all errors.</summary>
    public MonitorOptionsException(IReadOnlyList<string> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Errors { get; }
}
