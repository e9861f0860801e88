namespace EtcdMonitor.Hashes;

/// <summary>When the members' data are compared by their hashes. A member's writes wait while it hashes, about 0.6 ms a megabyte.</summary>
public sealed record HashOptions
{
    /// <summary>Whether they are compared at all without being asked to.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Least time from one comparison to the next; longer where a hash takes more than a thousandth of it.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A member whose hash is expected to take longer is asked only on request or within the window.</summary>
    public TimeSpan MaxBlocking { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Start of a daily window, UTC, in which larger databases are compared too; null: there is none.</summary>
    public TimeOnly? WindowStart { get; set; }

    /// <summary>End of the window, UTC; before its start: it goes over midnight.</summary>
    public TimeOnly? WindowEnd { get; set; }

    /// <summary>Whether <paramref name="at"/> is within the window.</summary>
    internal bool IsWindow(DateTimeOffset at) =>
        WindowStart is { } start && WindowEnd is { } end && TimeOnly.FromTimeSpan(at.UtcDateTime.TimeOfDay).IsBetween(start, end);
}
