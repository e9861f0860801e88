namespace EtcdMonitor.Alerts.Silences;

/// <summary>Where a silence stands.</summary>
public enum SilenceState
{
    /// <summary>It holds.</summary>
    Active,

    /// <summary>Its start is still to come.</summary>
    Pending,

    /// <summary>It has ended, by itself or by somebody.</summary>
    Expired,
}
