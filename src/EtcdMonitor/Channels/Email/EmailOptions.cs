using System.Net.Mail;

namespace EtcdMonitor.Channels.Email;

/// <summary>Messages by SMTP.</summary>
public sealed record EmailOptions : ChannelSwitch
{
    /// <summary>Host name of the mail server.</summary>
    public string? SmtpServer { get; set; }

    /// <summary>Its port; 587 is where mail is handed in.</summary>
    public int SmtpPort { get; set; } = 587;

    /// <summary>Whether to insist on STARTTLS: without it nothing is sent, neither password nor message. Off only for a relay on this host.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Sender's address, also <c>Name &lt;address&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Recipients' addresses.</summary>
    public string[] To { get; set; } = [];

    /// <summary>User at the mail server; null: none.</summary>
    public string? Username { get; set; }

    /// <summary>Password of <see cref="Username"/>.</summary>
    public Secret? Password { get; set; }

    /// <inheritdoc/>
    public override bool IsGiven => SmtpServer is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (string.IsNullOrWhiteSpace(SmtpServer))
        {
            yield return ("smtp_server", "is needed");
        }

        if (From is null || !MailAddress.TryCreate(From, out _))
        {
            yield return ("from", From is null ? "is needed" : $"\"{From}\" is no mail address");
        }

        if (To.Length == 0)
        {
            yield return ("to", "is needed");
        }

        foreach (string to in To.Where(to => !MailAddress.TryCreate(to, out _)))
        {
            yield return ("to", $"\"{to}\" is no mail address");
        }

        if (Username is not null && Password is null)
        {
            yield return ("password", "is needed beside a username");
        }

        if (Username is not null && !StartTls)
        {
            yield return ("starttls", "must be on where a password is sent");
        }
    }
}
