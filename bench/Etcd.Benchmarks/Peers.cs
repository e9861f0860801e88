using System.Diagnostics;

namespace Etcd.Benchmarks;

/// <summary>One measurement of each side, in a process of its own.</summary>
internal static class Peers
{
    private const string Seconds = "4";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static Task<string> GoAsync(string peer, Row row, string endpoint)
        => RunAsync(peer, "-mode", row.Mode, "-ep", endpoint.Replace("http://", "", StringComparison.Ordinal), "-conns", $"{row.Clients}", "-clients", $"{row.Clients}", "-d", Seconds + "s");

    public static Task<string> OursAsync(Row row, string endpoint)
        => RunAsync(Environment.ProcessPath!, typeof(Peers).Assembly.Location, "load", row.Mode, endpoint, $"{row.Clients}", Seconds);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Longest.TotalMinutes:0} minutes", e);
        }
    }
}
