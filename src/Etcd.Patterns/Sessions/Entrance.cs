using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>The ways into a queue, as all patterns with owners have them: wait as long as it takes, wait for a time, do not wait; and all of it around some work.</summary>
/// <param name="session">Whose keys.</param>
/// <param name="line">The queue.</param>
/// <param name="own">What is owned when it is our turn.</param>
/// <param name="busy">For the message of a timeout: what was not to be had.</param>
internal sealed class Entrance<T>(EtcdSession session, WaitingLine line, Func<Place, T> own, string busy)
    where T : Ownership
{
    public async ValueTask<T> EnterAsync(Value value, CancellationToken cancellationToken)
        => own(await line.EnterAsync(value, cancellationToken).ConfigureAwait(false));

    public async ValueTask<T> EnterAsync(Value value, TimeSpan timeout, CancellationToken cancellationToken)
        => await TryEnterAsync(value, timeout, cancellationToken).ConfigureAwait(false)
            ?? throw new TimeoutException($"{busy} within {timeout.TotalSeconds:0.###} s; we have left the queue.");

    public async ValueTask<T?> TryEnterAsync(Value value, CancellationToken cancellationToken)
        => await line.TryEnterAsync(value, cancellationToken).ConfigureAwait(false) is { } place ? own(place) : null;

    // no time at all is enough for what is free now
    public ValueTask<T?> TryEnterAsync(Value value, TimeSpan timeout, CancellationToken cancellationToken)
        => timeout == TimeSpan.Zero ? TryEnterAsync(value, cancellationToken)
            : Timed.RunAsync(token => EnterAsync(value, token), timeout, session.Time, cancellationToken);

    public Task RunAsync(Value value, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(
            value,
            async (held, stop) =>
            {
                await work(held, stop).ConfigureAwait(false);
                return true;
            }, cancellationToken);
    }

    public async Task<TResult> RunAsync<TResult>(Value value, Func<T, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var held = await EnterAsync(value, cancellationToken).ConfigureAwait(false);
        await using var _ = held.ConfigureAwait(false);
        return await held.RunAsync(stop => work(held, stop), cancellationToken).ConfigureAwait(false);
    }
}
