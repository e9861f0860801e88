using System.Collections.Immutable;
using System.Text.Json;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>What our user may ask a member; what stands in neither list was not asked yet, or failed for another reason.</summary>
/// <param name="Allowed">Questions that it answers, such as <c>status</c>.</param>
/// <param name="Denied">Questions that it refuses, each with its words.</param>
public sealed record CapabilitiesView(ImmutableArray<string> Allowed, ImmutableSortedDictionary<string, string> Denied)
{
    internal static CapabilitiesView Of(Capabilities capabilities) => new(
        [.. Each(capabilities.Allowed)],
        Each(capabilities.Denied).ToImmutableSortedDictionary(word => word, word => capabilities.Reasons.First(r => Word(r.Key) == word).Value, StringComparer.Ordinal));

    private static IEnumerable<string> Each(Capability set) => Enum.GetValues<Capability>().Where(c => c != Capability.None && set.HasFlag(c)).Select(Word);

    private static string Word(Capability capability) => JsonNamingPolicy.SnakeCaseLower.ConvertName(capability.ToString());
}

/// <summary>A certificate as it was last seen.</summary>
/// <param name="Use">What it is for: <c>server</c>, <c>peer</c> or <c>metrics</c>.</param>
/// <param name="Subject">Whom it was issued to.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="Names">DNS names and addresses that it is good for.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
/// <param name="SeenAt">When it was last seen in a handshake.</param>
public sealed record CertificateView(
    CertificateUse Use, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, ImmutableArray<string> Names, string Sha256, DateTimeOffset SeenAt)
{
    internal static CertificateView Of(SeenCertificate seen) =>
        new(seen.Use, seen.Subject, seen.Issuer, seen.NotBefore, seen.NotAfter, seen.Names, seen.Thumbprint, seen.SeenAt);
}

/// <summary>Flags on a member's command line; those that it was given by environment or file nobody can ask for.</summary>
/// <param name="At">When they were read; null: never.</param>
/// <param name="Reason">Why they are not known; null: they are.</param>
/// <param name="Values">Value by name.</param>
public sealed record FlagsView(DateTimeOffset? At, string? Reason, ImmutableSortedDictionary<string, string> Values)
{
    internal static FlagsView Of(MemberFlags flags) => new(flags.At, flags.Missing, flags.Values);
}
