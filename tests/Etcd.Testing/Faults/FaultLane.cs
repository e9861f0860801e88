namespace Etcd.Testing;

/// <summary>One direction of one connection: its fault, and who waits for the fault to end.</summary>
internal sealed class FaultLane
{
    private readonly Lock _gate = new();
    private Fault _fault = Fault.Pass;
    private long _left;
    private TaskCompletionSource _changed = New();

    public void Set(Fault fault)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            (_fault, _left, changed, _changed) = (fault, fault.Bytes, _changed, New());
        }
        changed.TrySetResult();
    }

    /// <summary>Waits until bytes may go on: how many of them, and whether the connection ends after that.</summary>
    public async ValueTask<(int Bytes, bool End)> PermitAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Fault fault;
            Task changed;
            lock (_gate)
            {
                (fault, changed) = (_fault, _changed.Task);
                if (fault.Kind == FaultKind.CutAfter)
                {
                    var permitted = (int)Math.Min(bytes, _left);
                    _left -= permitted;
                    return (permitted, _left == 0);
                }
            }
            switch (fault.Kind)
            {
                case FaultKind.Blackhole:
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                case FaultKind.Delay:
                    await Task.WhenAny(Task.Delay(fault.Lateness, TimeProvider.System, cancellationToken), changed).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    return (bytes, false);
                default:
                    return (fault.Kind == FaultKind.Pass ? bytes : 0, false);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
