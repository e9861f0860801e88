using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace EtcdMonitor.Channels.Email;

/// <summary>A notice as a mail: the same in plain text and in HTML, one thread for each time that an alert fires.</summary>
/// <remarks>Threads: RFC 5322, 3.6.4; automatic mail: RFC 3834, 5.</remarks>
internal static class EmailMessage
{
    private const int MaxSubject = 200;
    private const int MaxText = 100_000;

    /// <summary>A mail of more alerts than these stands in the threads of the worst of them.</summary>
    private const int MaxThreads = 10;

    public static MailMessage Of(Message message, string from, IEnumerable<string> to, string key)
    {
        MailMessage mail = new() { From = new(from), Subject = Cut.To(message.Headline, MaxSubject), SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        foreach (string address in to)
        {
            mail.To.Add(new MailAddress(address));
        }

        // the thread begins with a message that nobody has: mail programs sort by it all the same, also where the first notice was lost
        string thread = string.Join(' ', message.Incidents.Take(MaxThreads).Select(incident => $"<{incident}@etcd-monitor>"));
        mail.Headers["Message-ID"] = $"<{key}@etcd-monitor>";
        mail.Headers["References"] = thread;
        mail.Headers["In-Reply-To"] = thread.Split(' ')[0];
        mail.Headers["Auto-Submitted"] = "auto-generated";
        mail.Headers["X-Auto-Response-Suppress"] = "All";
        mail.AlternateViews.Add(View(Cut.To(message.Text, MaxText), MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(Html(message), MediaTypeNames.Text.Html));
        return mail;
    }

    private static AlternateView View(string text, string type) =>
        AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);

    /// <summary>No style sheet, no picture, no script: mail programs drop or block them.</summary>
    private static string Html(Message message)
    {
        StringBuilder html = new();
        html.Append("<!DOCTYPE html><html><body style=\"font-family:sans-serif\">");
        html.Append($"<h2 style=\"border-left:6px solid #{Wire.Colour(message):X6};padding-left:10px\">{E(message.Headline)}</h2><p>{E(message.Sentence)}</p>");
        html.Append(message.StillWorks is { } works ? $"<p>Still works: {E(works)}</p>" : "");
        html.Append("<table>").AppendJoin("", message.Facts.Select(f => $"<tr><th align=\"left\">{E(f.Name)}</th><td>{E(f.Value)}</td></tr>")).Append("</table>");
        List("Together with it", "ul", message.Together.Select(E));
        List("Evidence", "ul", message.Evidence.Select(E));
        List("Not seen", "ul", message.NotSeen.Select(E));
        List("Do next", "ol", message.Steps.Select(step => E(step.Text) + (step.Command is null ? "" : $"<br><code>{E(step.Command)}</code>")));
        html.Append($"<p><a href=\"{E(message.Link)}\">Dashboard</a>{(message.Runbook is { } runbook ? $", <a href=\"{E(runbook)}\">runbook</a>" : "")}</p></body></html>");
        return html.ToString();

        void List(string head, string tag, IEnumerable<string> items)
        {
            string body = string.Concat(items.Select(item => $"<li>{item}</li>"));
            html.Append(body.Length == 0 ? "" : $"<h3>{head}</h3><{tag}>{body}</{tag}>");
        }
    }

    private static string E(string text) => WebUtility.HtmlEncode(Cut.To(text, MaxText / 10));
}
