namespace Faults.Truth;

/// <summary>Work that goes on until it is disposed.</summary>
internal sealed class Background : IAsyncDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly Task _work;
    private int _disposed;

    private Background(CancellationTokenSource end, Task work) => (_end, _work) = (end, work);

    /// <summary>Begins work, which must end when its token fires.</summary>
    public static Background Start(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        return new(end, Task.Run(() => work(end.Token), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _end.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // that is how it ends
        }

        _end.Dispose();
    }
}
