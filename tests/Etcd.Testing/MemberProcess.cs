using System.Diagnostics;
using System.Globalization;

namespace Etcd.Testing;

/// <summary>A member's process over its starts, and what it wrote.</summary>
internal sealed class MemberProcess(string name, string logPath) : IDisposable
{
    private Process? _process;
    private LogFile? _log;
    private long _wordsBefore;

    public int? Id => IsRunning ? _process!.Id : null;

    public bool IsRunning => _process is { HasExited: false };

    public bool IsFrozen { get; private set; }

    /// <summary>True when it ended because somebody else has its port, perhaps only for the moment: the end of a connection that goes out.</summary>
    public bool LostItsPort => Words().Contains("address already in use", StringComparison.Ordinal);

    public void Start(string binary, IEnumerable<string> flags, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string>? entrance)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{name} runs already.");
        }
        Kill();
        _wordsBefore = File.Exists(logPath) ? new FileInfo(logPath).Length : 0;
        var log = _log = new LogFile(logPath);
        var process = _process = ChildProcess.Start(binary, flags, environment, entrance);
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        File.WriteAllText(Path.ChangeExtension(logPath, Leftovers.ProcessIdExtension), process.Id.ToString(CultureInfo.InvariantCulture));
    }

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
        Forget();
    }

    public void Dispose() => Kill();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not { } process)
        {
            return;
        }
        if (!process.HasExited)
        {
            Signals.Terminate(process.Id);
            Thaw(); // a frozen one would not hear it
        }
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        Forget();
    }

    /// <summary>Waits until all that it wrote is in the log, when it has ended: the process is gone before its last words are read.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
        => _process is { HasExited: true } process ? process.WaitForExitAsync(cancellationToken) : Task.CompletedTask;

    public void Freeze()
    {
        Signals.Freeze(Id ?? throw new InvalidOperationException($"{name} does not run."));
        IsFrozen = true;
    }

    public void Thaw()
    {
        if (IsFrozen && Id is { } id)
        {
            Signals.Thaw(id);
        }
        IsFrozen = false;
    }

    /// <summary>The first and the last lines that it wrote since its start, for an error message: a wrong flag is named first, everything else last.</summary>
    public string LastWords()
    {
        var lines = Words().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Length <= 4 ? lines : [lines[0], "…", .. lines[^3..]]);
    }

    private string Words()
    {
        try
        {
            using var file = new FileStream(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = _wordsBefore;
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private void Forget()
    {
        _process?.Dispose();
        _log?.Dispose();
        (_process, _log, IsFrozen) = (null, null, false);
    }
}
