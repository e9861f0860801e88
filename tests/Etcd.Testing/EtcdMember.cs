using System.Diagnostics;
using System.Globalization;
using Etcd.Client;

namespace Etcd.Testing;

/// <summary>One member: a real etcd process on loopback ports.</summary>
public sealed class EtcdMember : IAsyncDisposable
{
    private readonly EtcdCluster _cluster;
    private readonly string _binary;
    private readonly IReadOnlyList<string> _flags;
    private Process? _process;
    private LogFile? _log;
    private bool _frozen;

    internal EtcdMember(EtcdCluster cluster, string name, string binary, string folder, int clientPort, int peerPort, FaultProxy? proxy, IReadOnlyList<string> flags)
    {
        (_cluster, Name, _binary, _flags, Proxy) = (cluster, name, binary, flags, proxy);
        DirectEndpoint = $"127.0.0.1:{clientPort}";
        PeerUrl = $"http://127.0.0.1:{peerPort}";
        DataFolder = Path.Combine(folder, name);
        LogPath = Path.Combine(folder, name + ".log");
    }

    /// <summary>Its name: <c>etcd-0</c>, <c>etcd-1</c>, …</summary>
    public string Name { get; }

    /// <summary>Where clients reach it, as <c>host:port</c>: its proxy, where it has one.</summary>
    public string Endpoint => Proxy?.Endpoint ?? DirectEndpoint;

    /// <summary>Its own client port, as <c>host:port</c>, past any proxy.</summary>
    public string DirectEndpoint { get; }

    /// <summary>The proxy before its client port; null unless <see cref="EtcdClusterOptions.ClientProxies"/> asked for it. Lives as long as the cluster, whether the member runs or not.</summary>
    public FaultProxy? Proxy { get; }

    /// <summary>Where clients reach it, as a URL; also for <c>/metrics</c>.</summary>
    public string ClientUrl => "http://" + Endpoint;

    /// <summary>Where the other members reach it.</summary>
    public string PeerUrl { get; }

    /// <summary>Its data directory.</summary>
    public string DataFolder { get; }

    /// <summary>What it has written to its console, over all its starts.</summary>
    public string LogPath { get; }

    /// <summary>Its process id; null while it does not run.</summary>
    public int? ProcessId => IsRunning ? _process!.Id : null;

    /// <summary>True while its process lives, frozen or not.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>True between <see cref="Freeze"/> and <see cref="Thaw"/>.</summary>
    public bool IsFrozen => _frozen;

    /// <summary>A new connection to it.</summary>
    public EtcdConnection Connect() => new(Endpoint);

    /// <summary>Kills it at once (SIGKILL) and waits until the process is gone. Nothing when it does not run.</summary>
    public void Kill()
    {
        if (_process is not { } process)
        {
            return;
        }
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.WaitForExit();
        process.Dispose();
        _process = null;
        _frozen = false;
        _log?.Dispose();
        _log = null;
    }

    /// <summary>Stops it in its tracks (SIGSTOP): its sockets stay open, and nothing answers.</summary>
    public void Freeze()
    {
        Signals.Freeze(ProcessId ?? throw new InvalidOperationException($"{Name} does not run."));
        _frozen = true;
    }

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public void Thaw()
    {
        if (_frozen && ProcessId is { } id)
        {
            Signals.Thaw(id);
        }
        _frozen = false;
    }

    /// <summary>Starts it again on its old data, and waits until it serves.</summary>
    /// <exception cref="EtcdClusterException">It does not serve within the cluster's start timeout.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        Launch();
        await _cluster.AwaitServingAsync(this, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills it, starts it on its old data, and waits until it serves.</summary>
    /// <exception cref="EtcdClusterException">It does not serve within the cluster's start timeout.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        Kill();
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends its process and its proxy.</summary>
    public ValueTask DisposeAsync()
    {
        Kill();
        return Proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>The first and the last lines that it wrote, for an error message: a wrong flag is named first, everything else last.</summary>
    internal string LastWords()
    {
        try
        {
            using var file = new StreamReader(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var lines = file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return string.Join('\n', lines.Length <= 4 ? lines : [lines[0], "…", .. lines[^3..]]);
        }
        catch (IOException)
        {
            return "";
        }
    }

    internal void Launch()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{Name} runs already.");
        }
        Kill();
        var log = _log = new LogFile(LogPath);
        var process = _process = ChildProcess.Start(_binary, _flags);
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        File.WriteAllText(Path.Combine(_cluster.Folder, Name) + Leftovers.ProcessIdExtension, process.Id.ToString(CultureInfo.InvariantCulture));
    }
}
