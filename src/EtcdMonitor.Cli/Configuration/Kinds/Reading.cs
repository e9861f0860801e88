namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Outcome of reading a value: the value, or what is wrong.</summary>
/// <param name="Value">The value; null when it is wrong.</param>
/// <param name="What">What is wrong; null with a null value: it was reported already.</param>
/// <param name="Advice">What to write instead.</param>
internal readonly record struct Reading(object? Value, string? What = null, string? Advice = null)
{
    /// <summary>What could not be done, such as <c>cannot read ca.crt</c>, when <see cref="What"/> is only the reason.</summary>
    public string? Act { get; init; }

    /// <summary>Wrong, and already told.</summary>
    public static Reading Reported => default;

    /// <summary>Wrong.</summary>
    public static Reading Wrong(string what, string? advice = null) => new(null, what, advice);
}
