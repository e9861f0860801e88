namespace EtcdMonitor.Probes;

/// <summary>The questions that a member is asked.</summary>
internal enum ProbeKind
{
    /// <summary>Its own status.</summary>
    Status,

    /// <summary>A serializable read.</summary>
    LocalRead,

    /// <summary>A linearizable read.</summary>
    Read,

    /// <summary>Its own member list.</summary>
    List,

    /// <summary>Status over a new connection.</summary>
    Fresh,

    /// <summary>Its metrics page.</summary>
    Page,

    /// <summary>The cluster's alarm list.</summary>
    AlarmList,

    /// <summary>Whether authorization is on.</summary>
    AuthStatus,

    /// <summary>The hash of its keys and values.</summary>
    Hash,

    /// <summary>Its version and command line.</summary>
    Identity,

    /// <summary>The certificate on its peer port.</summary>
    PeerCertificate,

    /// <summary>The page of its host's node exporter.</summary>
    Disk,

    /// <summary>The monitor's own write.</summary>
    Write,
}
