using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class CertificateRuleTests
{
    private static readonly DateTimeOffset Now = Rounds.Noon;

    [Theory]
    [InlineData(31, null, null)]
    [InlineData(26, Severity.Info, "Server certificate of etcd-1 ends in 26 d, on 17 Dec 2026, 12:00 UTC")]
    [InlineData(14, Severity.Warning, "Server certificate of etcd-1 ends in 14 d, on 5 Dec 2026, 12:00 UTC")]
    [InlineData(3, Severity.Critical, "Server certificate of etcd-1 ends in 3 d, on 24 Nov 2026, 12:00 UTC")]
    [InlineData(-2, Severity.Critical, "Server certificate of etcd-1 ended 2 d ago, on 19 Nov 2026, 12:00 UTC")]
    public void The_end_of_a_certificate_is_told_in_three_steps(int days, Severity? severity, string? sentence)
    {
        Finding? finding = Find(m => m with { Certificate = Seen(CertificateUse.Server, days) }).SingleOrDefault();

        finding?.Severity.ShouldBe(severity!.Value);
        finding?.Sentence.ShouldBe(sentence);
        (finding is null).ShouldBe(severity is null);
    }

    [Fact]
    public void The_step_says_when_it_becomes_worse()
    {
        Find(m => m with { Certificate = Seen(CertificateUse.Server, 26) }).Single().DoNext[0].Text
            .ShouldBe("Renew it before 3 Dec, when it becomes a warning: etcd reads the new file at the next handshake, without a restart");
        Find(m => m with { Certificate = Seen(CertificateUse.Server, 10) }).Single().DoNext[0].Text.ShouldStartWith("Renew it before 28 Nov, when it becomes critical");
        Find(m => m with { Certificate = Seen(CertificateUse.Server, 1) }).Single().DoNext[0].Text.ShouldStartWith("Renew it now");
    }

    [Fact]
    public void The_three_steps_are_settings_since_some_certificates_live_for_days()
    {
        Thresholds days = new() { CertificateInfoDays = 2, CertificateWarningDays = 1, CertificateCriticalDays = 0.25 };
        ClusterState state = new Rounds().Play();
        Finding? Of(double left) => new CertificateRule().Evaluate(
            state with { Members = state.Members.SetItem(1, state.Members[1] with { Certificate = Seen(CertificateUse.Server, 1) with { NotAfter = Now.AddDays(left) } }) }, days, Now).SingleOrDefault();

        Of(2.1).ShouldBeNull();
        Of(2)!.Severity.ShouldBe(Severity.Info);
        Of(1)!.Severity.ShouldBe(Severity.Warning);
        Of(0.25)!.Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void Of_several_the_first_to_end_names_the_finding_and_all_are_evidence()
    {
        Finding finding = Find(m => m with { Certificate = Seen(CertificateUse.Server, 20), PeerCertificate = Seen(CertificateUse.Peer, 5), MetricsCertificate = Seen(CertificateUse.Metrics, 100) }).Single();

        finding.Member.ShouldBe("etcd-1");
        finding.Sentence.ShouldStartWith("Peer certificate of etcd-1 ends in 5 d");
        finding.Evidence.Length.ShouldBe(2);
    }

    [Fact]
    public void Our_own_certificate_and_authority_are_told_too()
    {
        ClusterState state = new Rounds().Play() with { OwnCertificates = [Seen(CertificateUse.Client, 10, file: "client.crt"), Seen(CertificateUse.Authority, 12, file: "ca.crt")] };
        Finding finding = new CertificateRule().Evaluate(state, new(), Now).Single();

        finding.Rule.ShouldBe("own_certificate");
        finding.Member.ShouldBeNull();
        finding.Sentence.ShouldStartWith("The monitor's client certificate ends in 10 d");
        finding.Evidence[1].Text.ShouldStartWith("The authority's certificate in ca.crt ends in 12 d");
    }

    [Fact]
    public void An_old_authority_in_a_bundle_does_not_matter_when_its_successor_is_there_or_it_signed_nothing_here()
    {
        ClusterState state = new Rounds().Play();
        state = state with
        {
            Members = [.. state.Members.Select(m => m with { Certificate = Seen(CertificateUse.Server, 100) })],
            OwnCertificates =
            [
                Seen(CertificateUse.Authority, 5, "ca.crt"), Seen(CertificateUse.Authority, 500, "ca.crt"),
                Seen(CertificateUse.Authority, 1, "ca.crt") with { Subject = "CN=somebody else" },
            ],
        };

        new CertificateRule().Evaluate(state, new(), Now).ShouldBeEmpty();
    }

    private static IEnumerable<Finding> Find(Func<MemberState, MemberState> change)
    {
        ClusterState state = new Rounds().Play();
        return new CertificateRule().Evaluate(state with { Members = state.Members.SetItem(1, change(state.Members[1])) }, new(), Now);
    }

    private static SeenCertificate Seen(CertificateUse use, int days, string? file = null) => new()
    {
        Use = use,
        Subject = "CN=ca",
        Issuer = "CN=ca",
        NotBefore = Now.AddYears(-1),
        NotAfter = Now.AddDays(days),
        Thumbprint = "00",
        File = file,
        SeenAt = Now,
    };
}
