using System.Runtime.InteropServices;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Ctrl-C and SIGTERM: the first asks to stop, a second one leaves at once. SIGHUP too, where it does not ask to read the configuration again.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _leave;
    private int _signals;

    /// <summary>Listens. <paramref name="leave"/> runs before a second signal ends the process: the last chance to clean up. <paramref name="hangUp"/> is what SIGHUP does; null: it stops.</summary>
    public StopSignals(Action? leave = null, Action? hangUp = null)
    {
        _leave = leave ?? (() => { });
        _registrations =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, hangUp is null ? OnSignal : context =>
            {
                context.Cancel = true;
                hangUp();
            }),
        ];
    }

    /// <summary>Fires with the first signal.</summary>
    public CancellationToken Requested => _stop.Token;

    /// <summary>Stops as if a signal had come.</summary>
    public void Request() => _stop.Cancel();

    /// <summary>Completes with the first signal.</summary>
    public async Task WaitAsync()
    {
        TaskCompletionSource requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = _stop.Token.Register(requested.SetResult);
        await requested.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // the runtime would end the process by itself
        if (Interlocked.Increment(ref _signals) == 1)
        {
            _stop.Cancel();
            return;
        }

        _leave();
        Environment.Exit(ExitCode.Interrupted);
    }
}
