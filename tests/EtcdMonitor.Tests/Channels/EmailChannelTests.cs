using System.Text.Json;
using Etcd.Testing;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Channels.Email;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Channels;

/// <summary>Mail, by a real mail server.</summary>
public sealed class EmailChannelTests : IDisposable
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mail_is_text_and_html_in_one_thread_and_nobody_can_add_a_recipient()
    {
        await using MailServer server = await MailServer.StartAsync(_folder.Path);

        (await SendAsync(server, Nasty.Notice(), "key-1")).ShouldBe(Delivery.Sent);
        (await SendAsync(server, Nasty.Notice(NoticeKind.Resolved), "key-2")).ShouldBe(Delivery.Sent);

        JsonElement mail = server.Mails[0];
        mail.GetProperty("type").GetString().ShouldBe("multipart/alternative");
        mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()).ShouldBe(["oncall@example.org"]);
        mail.GetProperty("seven_bit").GetBoolean().ShouldBeTrue();
        mail.GetProperty("longest_line").GetInt32().ShouldBeLessThanOrEqualTo(998);
        JsonElement headers = mail.GetProperty("headers");
        headers.GetProperty("subject").GetString()!.ShouldStartWith("Critical: Member down on prod, etcd-2");
        headers.GetProperty("auto-submitted").GetString().ShouldBe("auto-generated");
        headers.GetProperty("message-id").GetString().ShouldBe("<key-1@etcd-monitor>");
        headers.TryGetProperty("bcc", out _).ShouldBeFalse();
        mail.GetProperty("text").GetString()!.ShouldContain("<script>alert(1)</script>");
        mail.GetProperty("html").GetString()!.ShouldNotContain("<script>");
        mail.GetProperty("html").GetString()!.ShouldContain("&lt;script&gt;");

        JsonElement end = server.Mails[1].GetProperty("headers");
        end.GetProperty("references").GetString().ShouldBe(headers.GetProperty("references").GetString());
        end.GetProperty("subject").GetString()!.ShouldStartWith("Resolved: Member down on prod, etcd-2");
    }

    [Fact]
    public async Task A_server_without_starttls_gets_nothing()
    {
        await using MailServer server = await MailServer.StartAsync(_folder.Path);

        Delivery delivery = await SendAsync(server, Nasty.Short(), "key-1", o => o.StartTls = true);

        delivery.Outcome.ShouldNotBe(DeliveryOutcome.Sent);
        delivery.Error!.ShouldContain("secure");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_nothing()
    {
        using TestAuthority authority = new("nobody knows it");
        await using MailServer server = await MailServer.StartAsync(_folder.Path, Certificate(authority));

        Delivery delivery = await SendAsync(server, Nasty.Short(), "key-1", o => (o.StartTls, o.Username, o.Password) = (true, "monitor", new("it's secret")));

        delivery.Outcome.ShouldBe(DeliveryOutcome.Retry);
        delivery.Error!.ShouldContain("certificate");
        delivery.Error!.ShouldNotContain("secret");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recipient_that_is_refused_keeps_the_others_from_nothing()
    {
        await using MailServer server = await MailServer.StartAsync(_folder.Path);

        Delivery some = await SendAsync(server, Nasty.Short(), "key-1", o => o.To = ["refused@example.org", "oncall@example.org"]);
        some.Outcome.ShouldBe(DeliveryOutcome.Sent);
        some.Error!.ShouldContain("refused@example.org");
        server.Mails.Single().GetProperty("to").EnumerateArray().Select(to => to.GetString()).ShouldBe(["oncall@example.org"]);

        (await SendAsync(server, Nasty.Short(), "key-2", o => o.To = ["refused@example.org"])).Outcome.ShouldBe(DeliveryOutcome.Refused);
        (await SendAsync(server, Nasty.Short(), "key-3", o => o.To = ["later@example.org"])).Outcome.ShouldBe(DeliveryOutcome.Retry);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        int port;
        await using (MailServer server = await MailServer.StartAsync(_folder.Path))
        {
            port = server.Port;
        }

        EmailChannel channel = new(new() { SmtpServer = "127.0.0.1", SmtpPort = port, StartTls = false, From = "a@example.org", To = ["b@example.org"] }, "http://monitor");
        (await channel.SendAsync(Nasty.Short(), "key-1", _cancel)).Outcome.ShouldBe(DeliveryOutcome.Retry);
    }

    /// <summary>The operator's way: a certificate that the system trusts, a user, and the test before it is needed.</summary>
    [Fact]
    public async Task Alerts_test_hands_in_mail_over_tls_as_its_user()
    {
        using TestAuthority authority = new("an authority");
        await using MailServer server = await MailServer.StartAsync(_folder.Path, Certificate(authority));
        await File.WriteAllTextAsync(_folder.File("password"), "it's secret\n", _cancel);
        await File.WriteAllTextAsync(_folder.File("config.yaml"), $"""
            alerts:
              console: {"{enabled: false}"}
              email:
                smtp_server: 127.0.0.1
                smtp_port: {server.Port}
                from: Monitor <monitor@example.org>
                to: [oncall@example.org, second@example.org]
                username: monitor
                password_file: {_folder.File("password")}
            """, _cancel);

        await using RunningProgram program = RunningProgram.Start(_folder.Path, ("SSL_CERT_FILE", authority.WritePem(_folder.Path)), "alerts", "test");

        (await program.ExitAsync(60)).ShouldBe(0, program.Text);
        program.Text.ShouldContain("email  took the test and its end in");
        server.Mails.Count.ShouldBe(2);
        server.Mails.ShouldAllBe(mail => mail.GetProperty("tls").GetBoolean() && mail.GetProperty("user").GetString() == "monitor" && mail.GetProperty("to").GetArrayLength() == 2);
    }

    private CertificateFiles Certificate(TestAuthority authority) => CertificateFiles.Write(_folder.Path, "mail", authority.Issue("mail"));

    private async Task<Delivery> SendAsync(MailServer server, Notice notice, string key, Action<EmailOptions>? change = null)
    {
        EmailOptions options = new() { SmtpServer = "127.0.0.1", SmtpPort = server.Port, StartTls = false, From = "etcd-monitor@example.org", To = ["oncall@example.org"] };
        change?.Invoke(options);
        return await new EmailChannel(options, "http://monitor").SendAsync(notice, key, _cancel);
    }
}
