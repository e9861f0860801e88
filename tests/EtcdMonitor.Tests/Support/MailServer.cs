using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Etcd.Testing;

namespace EtcdMonitor.Tests.Support;

/// <summary>A real mail server in a process of its own: see mail_server.py.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private MailServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    /// <summary>The mails that it took, in order.</summary>
    public IReadOnlyList<JsonElement> Mails =>
        [.. Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)];

    /// <summary>Starts one; with a certificate it insists on STARTTLS and on the user "monitor".</summary>
    public static async Task<MailServer> StartAsync(string folder, CertificateFiles? certificate = null)
    {
        string mails = Directory.CreateDirectory(Path.Combine(folder, $"mails-{Path.GetRandomFileName()}")).FullName;
        string[] tls = certificate is null ? [] : [certificate.Certificate, certificate.Key];
        ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "mail_server.py"), mails, .. tls]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process = Process.Start(start)!;
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        string? port = await process.StandardOutput.ReadLineAsync(deadline.Token);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new(process, mails, number)
            : throw new InvalidOperationException("The mail server does not start: " + await process.StandardError.ReadToEndAsync(deadline.Token));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
