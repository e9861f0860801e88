using System.Globalization;

namespace EtcdMonitor.Alerts.Incidents;

/// <summary>What an incident is called by: alerts with one cause are one incident.</summary>
public static class IncidentId
{
    /// <summary>An alert that fires again within this time is the same incident still.</summary>
    internal static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    /// <summary><c>INC-2411</c>.</summary>
    public static string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"INC-{number}");

    /// <summary>The number of an id, whatever the case of its letters; null: it is none.</summary>
    public static long? Read(string id) =>
        id.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 ? number : null;
}
