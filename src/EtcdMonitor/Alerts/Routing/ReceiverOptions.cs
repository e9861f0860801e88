namespace EtcdMonitor.Alerts.Routing;

/// <summary>Somebody who is told: a name that routes use, and the channels that reach them.</summary>
public sealed record ReceiverOptions
{
    /// <summary>Its name, unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Channels by their names in the file, such as <c>slack</c>; each must be on.</summary>
    public string[] Channels { get; set; } = [];
}
