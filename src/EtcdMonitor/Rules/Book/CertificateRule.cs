using System.Globalization;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A certificate ends soon: of a member, as it shows it, or of ours, as our files have it.</summary>
internal sealed class CertificateRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("certificate", "Certificates", "No certificate that it shows ends soon")
        {
            UnseenOf = member => member.Certificate is null ? Sight.Answer(member) : member.PeerCertificateMissing,
            Unnoticed = "A certificate that ends would go unnoticed",
        },
        new("own_certificate", "The monitor's own certificates", "None of ours ends soon"),
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        Limit[] limits = Limits(thresholds);
        foreach (MemberState member in state.Members)
        {
            SeenCertificate[] ending = Ending(new[] { member.Certificate, member.PeerCertificate, member.MetricsCertificate }.OfType<SeenCertificate>(), limits, now);
            if (ending.Length > 0)
            {
                yield return Of("certificate", ending, member, limits, now) with
                {
                    DoNext =
                    [
                        Renew(ending[0], limits, now, "etcd reads the new file at the next handshake, without a restart"),
                        Repairs.Certificate(member),
                    ],
                };
            }
        }

        SeenCertificate[] own = Ending(Own(state), limits, now);
        if (own.Length > 0)
        {
            yield return Of("own_certificate", own, null, limits, now) with
            {
                DoNext =
                [
                    Renew(own[0], limits, now, "the monitor reads the new file at the next handshake, without a restart"),
                    new("Look at the file", $"openssl x509 -noout -subject -issuer -dates -in {own[0].File ?? "FILE"}"),
                ],
            };
        }
    }

    /// <summary>Ours; of the authorities those that matter: the only one, or one that signed what a member shows. Of two by one name, as in a change-over, the later end counts.</summary>
    private static IEnumerable<SeenCertificate> Own(ClusterState state)
    {
        SeenCertificate[] authorities = [.. state.OwnCertificates.Where(c => c.Use == CertificateUse.Authority)];
        HashSet<string> issuers = [.. state.Members.Select(m => m.Certificate?.Issuer).OfType<string>()];
        return
        [
            .. state.OwnCertificates.Where(c => c.Use == CertificateUse.Client),
            .. authorities.Where(a => authorities.Length == 1 || issuers.Contains(a.Subject)).GroupBy(a => a.Subject, StringComparer.Ordinal).Select(g => g.MaxBy(a => a.NotAfter)!),
        ];
    }

    private static SeenCertificate[] Ending(IEnumerable<SeenCertificate> seen, Limit[] limits, DateTimeOffset now) =>
        [.. seen.Where(c => c.NotAfter - now <= limits[^1].Left).OrderBy(c => c.NotAfter)];

    private static Finding Of(string rule, SeenCertificate[] ending, MemberState? member, Limit[] limits, DateTimeOffset now)
    {
        SeenCertificate first = ending[0];
        bool over = first.NotAfter <= now;
        return new()
        {
            Rule = rule,
            Title = over ? "Certificate ended" : "Certificate ends",
            Severity = limits.First(s => first.NotAfter - now <= s.Left).Severity,
            Member = member?.Name,
            Sentence = Sentence(first, member, now),
            StillWorks = over ? "Connections that are open already." : null,
            Evidence = [.. ending.Select(c => new Evidence(
                Sentence(c, member, now), $"subject {c.Subject}, issuer {c.Issuer}, {(c.File is { } file ? $"in {file}" : "seen")} at {Words.Time(c.SeenAt)}", member?.Name, c.File is null ? "handshake" : "file"))],
        };
    }

    private static string Sentence(SeenCertificate certificate, MemberState? member, DateTimeOffset now)
    {
        string what = certificate.Use switch
        {
            CertificateUse.Server => $"Server certificate of {member?.Name}",
            CertificateUse.Peer => $"Peer certificate of {member?.Name}",
            CertificateUse.Metrics => $"Certificate of the metrics listener of {member?.Name}",
            CertificateUse.Client => "The monitor's client certificate",
            _ => $"The authority's certificate in {certificate.File}",
        };
        TimeSpan left = certificate.NotAfter - now;
        return left > TimeSpan.Zero ? $"{what} ends in {Span(left)}, on {Day(certificate.NotAfter)}" : $"{what} ended {Span(-left)} ago, on {Day(certificate.NotAfter)}";
    }

    private static Step Renew(SeenCertificate certificate, Limit[] limits, DateTimeOffset now, string how)
    {
        Limit? next = limits.LastOrDefault(s => certificate.NotAfter - now > s.Left);
        return next is null
            ? new($"Renew it now: {how}")
            : new($"Renew it before {(certificate.NotAfter - next.Left).UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture)}, when it becomes {next.Word}: {how}");
    }

    private static string Span(TimeSpan left) => left >= TimeSpan.FromDays(2) ? $"{(int)left.TotalDays} d" : left >= TimeSpan.FromHours(2) ? $"{(int)left.TotalHours} h" : $"{(int)left.TotalMinutes} m";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The nearest end first.</summary>
    private static Limit[] Limits(Thresholds thresholds) =>
    [
        new(TimeSpan.FromDays(thresholds.CertificateCriticalDays), Severity.Critical, "critical"),
        new(TimeSpan.FromDays(thresholds.CertificateWarningDays), Severity.Warning, "a warning"),
        new(TimeSpan.FromDays(thresholds.CertificateInfoDays), Severity.Info, "an info"),
    ];

    /// <summary>From how long before its end a certificate is how bad.</summary>
    private sealed record Limit(TimeSpan Left, Severity Severity, string Word);
}
