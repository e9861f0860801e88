namespace Etcd.Client;

/// <summary>A change and, once there is one, the next: observers walk along, each at its own pace, and what all have passed is garbage.</summary>
internal sealed class MirrorStep(MirrorChange change)
{
    private readonly TaskCompletionSource<MirrorStep?> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MirrorChange Change { get; } = change;

    /// <summary>The next step; null when the mirror has ended.</summary>
    public Task<MirrorStep?> Next => _next.Task;

    public void Follow(MirrorStep next) => _next.TrySetResult(next);

    public void End(Exception? error)
    {
        if (error is null)
        {
            _next.TrySetResult(null);
        }
        else
        {
            _next.TrySetException(error);
            _ = _next.Task.Exception; // seen: there may be no observer
        }
    }
}
