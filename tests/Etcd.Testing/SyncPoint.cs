namespace Etcd.Testing;

/// <summary>
/// Makes a race deterministic: code under test stops at the point until the test lets it go on. What stands between
/// arrival and <see cref="Continue"/> in the test happens exactly there. Thread-safe.
/// </summary>
/// <param name="name">Names the point in errors.</param>
/// <param name="deadline">How long either side waits for the other; null: 10 s.</param>
public sealed class SyncPoint(string name, TimeSpan? deadline = null)
{
    private readonly TimeSpan _deadline = deadline ?? TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The code under test calls it: says that it is there, and waits to go on.</summary>
    /// <exception cref="TimeoutException">The test never let it go on.</exception>
    public async Task ReachAsync(CancellationToken cancellationToken = default)
    {
        _arrived.TrySetResult();
        await WaitAsync(_released, $"'{name}' was reached, and the test did not call Continue", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The test calls it: waits until the code under test has come to the point.</summary>
    /// <exception cref="TimeoutException">It never came.</exception>
    public Task ArrivalAsync(CancellationToken cancellationToken = default)
        => WaitAsync(_arrived, $"nobody reached '{name}'", cancellationToken);

    /// <summary>Lets it go on, and whoever comes later passes without a stop.</summary>
    public void Continue() => _released.TrySetResult();

    private async Task WaitAsync(TaskCompletionSource source, string otherwise, CancellationToken cancellationToken)
    {
        try
        {
            await source.Task.WaitAsync(_deadline, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"not within {_deadline.TotalSeconds:0.#} s: {otherwise}", e);
        }
    }
}
