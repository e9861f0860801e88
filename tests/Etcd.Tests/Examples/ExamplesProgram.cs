using System.Diagnostics;
using System.Globalization;
using Etcd.Testing;

namespace Etcd.Tests.Examples;

/// <summary>The <c>examples</c> program in a process of its own, ended with the test.</summary>
internal sealed class ExamplesProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120); // for a machine that does other things at the same time

    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly List<string> _errors = [];

    private ExamplesProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_said, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has said so far.</summary>
    public IReadOnlyList<string> Said => Copy(_said);

    /// <summary>All that it has complained of so far.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ExamplesProgram Start(params string[] arguments)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "examples.dll"), .. arguments];
        // who starts tests in the background of a shell has them, and their children, ignore Ctrl-C
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. program] : program;
        return new(ChildProcess.Start(command[0], command[1..]));
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Exit, IReadOnlyList<string> Said, IReadOnlyList<string> Errors)> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        return (await program.EndAsync(), program.Said, program.Errors);
    }

    /// <summary>Waits until a line holds <paramref name="text"/>.</summary>
    public Task SaysAsync(string text)
        => Eventually.TrueAsync(() => Says(text), $"it says '{text}'", Patience, () => string.Join('\n', [.. Said, .. Errors]), Token);

    public bool Says(string text) => Said.Any(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits for its end and its last line; the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Token);
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private static void Keep(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    private static IReadOnlyList<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
