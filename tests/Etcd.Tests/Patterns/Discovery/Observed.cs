using System.Collections.Concurrent;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns.Discovery;

/// <summary>What is observed of the service <c>api</c>, from now on.</summary>
internal sealed class Observed : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _observing;

    public Observed(ServiceRegistry registry) => _observing = ObserveAsync(registry);

    public ConcurrentQueue<ServiceEvent> Events { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _observing;
        _stop.Dispose();
    }

    private async Task ObserveAsync(ServiceRegistry registry)
    {
        try
        {
            await foreach (var e in registry.ObserveAsync("api", _stop.Token))
            {
                Events.Enqueue(e);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the test is over
        }
    }
}
