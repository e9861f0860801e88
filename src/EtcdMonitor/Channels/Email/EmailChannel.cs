using System.Net;
using System.Net.Mail;

namespace EtcdMonitor.Channels.Email;

/// <summary>Hands each notice to a mail server. A recipient that it refuses keeps the others from nothing.</summary>
internal sealed class EmailChannel(EmailOptions options, string publicUrl) : IChannel
{
    public string Name => "email";

    public async Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        using MailMessage mail = EmailMessage.Of(new Message(parcel, publicUrl), options.From!, options.To, parcel.Key);
        using SmtpClient client = new(options.SmtpServer, options.SmtpPort)
        {
            EnableSsl = options.StartTls, // it fails where the server offers no STARTTLS, before anything is said
            DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            Credentials = options.Username is null ? null : new NetworkCredential(options.Username, options.Password!.Reveal()),
        };
        try
        {
            await client.SendMailAsync(mail, cancellationToken).ConfigureAwait(false);
            return Delivery.Sent;
        }
        catch (SmtpFailedRecipientsException e)
        {
            return Failed(e.InnerExceptions);
        }
        catch (SmtpFailedRecipientException e)
        {
            return Failed([e]);
        }
        catch (SmtpException e)
        {
            string error = Told(e);
            return IsPermanent(e.StatusCode) ? Delivery.Refused(error) : Delivery.Retry(error);
        }
    }

    /// <summary>The server has taken it for the others, if there are any: sending it again would tell those twice.</summary>
    private Delivery Failed(SmtpFailedRecipientException[] failed)
    {
        string who = string.Join(", ", failed.Select(f => $"{f.FailedRecipient}: {Told(f)}"));
        return failed.Length < options.To.Length ? Delivery.SentInPart(who)
            : Array.TrueForAll(failed, f => IsPermanent(f.StatusCode)) ? Delivery.Refused(who)
            : Delivery.Retry(who);
    }

    /// <summary>A server that does not know our user (53x) says nothing of the message: it goes out once the password is right.</summary>
    private static bool IsPermanent(SmtpStatusCode status) => (int)status is >= 500 and < 600 and not (>= 530 and < 540);

    private static string Told(SmtpException e) => Cut.OneLine(e.InnerException is { } inner ? $"{e.Message} {inner.GetBaseException().Message}" : e.Message);
}
