using System.Collections.Immutable;

namespace EtcdMonitor.Probes;

/// <summary>Answers that came in beside the rounds since the round before.</summary>
internal sealed record SlowAnswers
{
    /// <summary>No answers.</summary>
    public static SlowAnswers None { get; } = new();

    /// <summary>Certificates that members showed, on their client and peer ports.</summary>
    public ImmutableArray<CertificateReading> Certificates { get; init; } = [];

    /// <summary>Versions and command lines.</summary>
    public ImmutableArray<IdentityReading> Identities { get; init; } = [];

    /// <summary>The monitor's own certificates; null: they were not read again.</summary>
    public OwnCertificates? Own { get; init; }

    /// <summary>A member's hash; null: none arrived.</summary>
    public HashReading? Hash { get; init; }
}
