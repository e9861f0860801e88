namespace EtcdMonitor.Alerts;

/// <summary>Something to tell people: that an alert fires or is over.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Alert">The alert as it stood then.</param>
/// <param name="Labels">The cluster's labels.</param>
public sealed record Notice(NoticeKind Kind, Alert Alert, IReadOnlyDictionary<string, string> Labels);

/// <summary>What a notice says.</summary>
public enum NoticeKind
{
    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It is over.</summary>
    Resolved,
}
