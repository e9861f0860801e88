using System.Diagnostics;
using System.Reflection;
using System.Threading.Channels;

namespace Etcd.Testing;

/// <summary>
/// A process of one's own that runs a scenario (see <see cref="ChildHost"/>): to be frozen, thawed and killed as a machine under load does it to a
/// process, which nothing within one process can play. Disposing ends it.
/// </summary>
public sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Channel<ChildLine> _lines = Channel.CreateUnbounded<ChildLine>();
    private readonly Queue<string> _last = [];
    private bool _frozen;

    private Child(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The last twenty lines that it wrote, of whatever kind.</summary>
    public string LastWords
    {
        get
        {
            lock (_last)
            {
                return string.Join('\n', _last);
            }
        }
    }

    /// <summary>Starts a scenario of a program whose <c>Main</c> asks <see cref="ChildHost.Is"/>.</summary>
    /// <param name="program">The program, mostly the test's own assembly; a file beside this program.</param>
    /// <param name="scenario">Its name there.</param>
    /// <param name="arguments">For the scenario.</param>
    public static Child Start(Assembly program, string scenario, params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        // by name, not by Location: that is empty in a program published as one file, and the kit must compile into one
        var file = Path.Combine(AppContext.BaseDirectory, $"{program.GetName().Name}.dll");
        return new(ChildProcess.Start("dotnet", [file, ChildHost.Verb, scenario, .. arguments]));
    }

    /// <summary>The next line, whatever it says.</summary>
    /// <exception cref="TimeoutException">None came in 30 s.</exception>
    /// <exception cref="InvalidOperationException">The child has ended; the message shows its last words.</exception>
    public async Task<ChildLine> NextAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new InvalidOperationException($"The child has ended. It last said:\n{LastWords}", e);
        }
    }

    /// <summary>The next line of that event; what comes before it is dropped.</summary>
    /// <exception cref="TimeoutException">None came in 30 s.</exception>
    /// <exception cref="InvalidOperationException">The child has ended; the message shows its last words.</exception>
    public async Task<ChildLine> NextAsync(string what, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var line = await NextAsync(cancellationToken).ConfigureAwait(false);
            if (line.Event == what)
            {
                return line;
            }
        }
    }

    /// <summary>Drops what it has said so far; how many lines that was.</summary>
    public int Forget()
    {
        var dropped = 0;
        while (_lines.Reader.TryRead(out _))
        {
            dropped++;
        }
        return dropped;
    }

    /// <summary>Stops it in its tracks (SIGSTOP); its connections stay.</summary>
    public void Freeze()
    {
        Signals.Freeze(ProcessId);
        _frozen = true;
    }

    /// <summary>Lets it go on, as if no time had passed.</summary>
    public void Thaw()
    {
        if (_frozen)
        {
            _frozen = false;
            Signals.Thaw(ProcessId);
        }
    }

    /// <summary>Kills it at once (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Asks it to end, and kills it after 5 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Thaw();
            _process.StandardInput.Close();
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                await _process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await KillAsync().ConfigureAwait(false);
            }
        }
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }
        Keep(line);
        if (ChildLine.Parse(line) is { } parsed)
        {
            _lines.Writer.TryWrite(parsed);
        }
    }

    private void Keep(string? line)
    {
        lock (_last)
        {
            if (line is not null)
            {
                _last.Enqueue(line);
            }
            if (_last.Count > 20)
            {
                _last.Dequeue();
            }
        }
    }
}
