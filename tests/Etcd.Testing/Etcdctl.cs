using System.Diagnostics;
using System.Text;

namespace Etcd.Testing;

/// <summary>etcd's own command line in a process of its own, for what must get along with it: <c>lock</c>, <c>elect</c>, and commands that end by themselves.</summary>
public sealed class Etcdctl : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Etcdctl(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it against a member without TLS and users.</summary>
    /// <param name="version">Whose etcdctl.</param>
    /// <param name="endpoint">The member, as <c>host:port</c>.</param>
    /// <param name="arguments">The command.</param>
    /// <exception cref="EtcdClusterException">That etcd is not there.</exception>
    public static Etcdctl Start(EtcdVersion version, string endpoint, params IEnumerable<string> arguments)
    {
        var file = Path.Combine(Path.GetDirectoryName(EtcdBinary.Require(version))!, "etcdctl");
        return new Etcdctl(ChildProcess.Start(file, [$"--endpoints={endpoint}", .. arguments], new Dictionary<string, string>(StringComparer.Ordinal) { ["ETCDCTL_API"] = "3" }));
    }

    /// <summary>Ends it as Ctrl-C would: it gives back what it holds.</summary>
    public void Interrupt() => Signals.Terminate(_process.Id);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Kills it, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
