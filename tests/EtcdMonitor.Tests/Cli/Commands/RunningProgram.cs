using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>The real program in a process of its own, ended with the test.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    private RunningProgram(Process process) => _process = process;

    /// <summary>All that it has printed so far, on both streams.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    public static RunningProgram Start(string folder, params string[] arguments) => Start(folder, ("NO_COLOR", "1"), arguments);

    /// <summary>Starts it with a variable in its environment.</summary>
    public static RunningProgram Start(string folder, (string Name, string Value) variable, params string[] arguments) =>
        Start(folder, variable, new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>Starts it in a terminal of its own, as <c>script</c> makes one: what it shows comes with the terminal's line ends.</summary>
    public static RunningProgram StartInTerminal(string folder, params string[] arguments) =>
        Start(folder, ("TERM", "xterm"), new ProcessStartInfo("script", ["-qec", $"dotnet {Program} {string.Join(' ', arguments)}", "/dev/null"]) { RedirectStandardInput = true, UseShellExecute = false });

    /// <summary>Types a character into its terminal.</summary>
    public void Type(char key)
    {
        _process.StandardInput.Write(key);
        _process.StandardInput.Flush();
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "etcd-monitor.dll");

    private static RunningProgram Start(string folder, (string Name, string Value) variable, ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute, start.WorkingDirectory) = (true, true, false, folder);
        start.Environment["XDG_RUNTIME_DIR"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment[variable.Name] = variable.Value;
        RunningProgram running = new(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => running.Add(line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Add(line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Waits until it has printed <paramref name="text"/>.</summary>
    public async Task ShowsAsync(string text, int seconds = 30)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        long deadline = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            bool ended = _process.HasExited;
            if (ended)
            {
                await _process.WaitForExitAsync(TestContext.Current.CancellationToken); // until its last words are read
            }

            (Text.Contains(text, StringComparison.Ordinal) || (!ended && Stopwatch.GetTimestamp() < deadline)).ShouldBeTrue($"waited for \"{text}\", saw:\n{Text}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate() => Signal("-TERM");

    /// <summary>Asks it to read its configuration again.</summary>
    public void HangUp() => Signal("-HUP");

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync(int seconds)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(seconds));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_gate)
        {
            _text.Append(line).Append('\n');
        }
    }
}
