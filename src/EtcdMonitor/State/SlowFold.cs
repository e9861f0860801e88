using System.Collections.Immutable;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Folds what arrived beside the rounds into a member's state.</summary>
internal static class SlowFold
{
    public static MemberState Fold(MemberState member, SlowAnswers slow)
    {
        foreach (CertificateReading reading in slow.Certificates.Where(r => Is(r.Endpoint, member)))
        {
            member = reading.Use switch
            {
                CertificateUse.Peer => member with { PeerCertificate = reading.Seen ?? member.PeerCertificate, PeerCertificateMissing = reading.Missing },
                CertificateUse.Metrics => member with { MetricsCertificate = reading.Seen },
                _ => member with { Certificate = reading.Seen },
            };
        }

        return slow.Identities.FirstOrDefault(r => Is(r.Endpoint, member)) is { } identity
            ? member with { ClusterVersion = identity.ClusterVersion ?? member.ClusterVersion, Flags = Flags(member.Flags, identity) }
            : member;
    }

    /// <summary>Whether members that answer run different versions.</summary>
    public static bool IsMixed(ImmutableArray<MemberState> members) =>
        members.Where(m => m is { Reachable: true, Version: not null }).DistinctBy(m => m.Version, StringComparer.Ordinal).Count() > 1;

    private static MemberFlags Flags(MemberFlags before, IdentityReading identity) =>
        identity.Missing is { } missing ? before with { Missing = missing } : new() { At = identity.At, Missing = null, Values = CommandLine.Flags(identity.CommandLine) };

    private static bool Is(string endpoint, MemberState member) => string.Equals(endpoint, member.Endpoint, StringComparison.Ordinal);
}
