using System.Diagnostics;
using System.Globalization;

namespace Etcd.Testing;

/// <summary>A member's disk made slow: strace holds each fdatasync back, which the write-ahead log waits for. Disposing makes it fast again.</summary>
public sealed class SlowDisk : IDisposable
{
    private readonly Process _strace;

    private bool _disposed;

    private SlowDisk(Process strace) => _strace = strace;

    /// <summary>Why this machine cannot make disks slow; null when it can.</summary>
    public static string? WhyNot
    {
        get
        {
            const string Remedy = "run build/setup.sh test, or install strace";
            try
            {
                using var strace = ChildProcess.Start("strace", ["-qq", "-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=1", "true"]);
                var said = strace.StandardError.ReadToEnd().Trim();
                strace.WaitForExit();
                return strace.ExitCode == 0 ? null : $"strace does not work here: {said} ({Remedy})";
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return "strace is not here: " + Remedy;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        if (!_strace.HasExited)
        {
            Signals.Terminate(_strace.Id); // it lets go of the process; killed, it might take it along
        }
        _strace.WaitForExit();
        _strace.Dispose();
    }

    internal static async Task<SlowDisk> AttachAsync(int processId, TimeSpan perSync, CancellationToken cancellationToken)
    {
        var strace = ChildProcess.Start("strace",
        [
            "-f", "-o", "/dev/null",
            "-e", "trace=fdatasync",
            "-e", string.Create(CultureInfo.InvariantCulture, $"inject=fdatasync:delay_enter={(long)perSync.TotalMicroseconds}"),
            "-p", processId.ToString(CultureInfo.InvariantCulture),
        ]);
        var slow = new SlowDisk(strace);
        // "strace: Process 42 attached with 9 threads", or why not
        var said = await strace.StandardError.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "";
        if (!said.Contains("attached", StringComparison.Ordinal))
        {
            slow.Dispose();
            throw new EtcdClusterException($"The disk cannot be made slow: {said}");
        }
        _ = strace.StandardError.ReadToEndAsync(CancellationToken.None); // so that it never waits for a reader
        return slow;
    }
}
