namespace EtcdMonitor.Probes;

/// <summary>What a certificate is for.</summary>
public enum CertificateUse
{
    /// <summary>The member's own, shown on its client port.</summary>
    Server,

    /// <summary>The member's own, shown on its peer port.</summary>
    Peer,

    /// <summary>The member's own, shown on its metrics listener, where that is apart.</summary>
    Metrics,

    /// <summary>The monitor's own, shown to members.</summary>
    Client,

    /// <summary>An authority that the monitor trusts.</summary>
    Authority,
}
