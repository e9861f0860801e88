using Etcd.Client;

namespace Etcd.Patterns;

// What goes on in the background while an instance is registered
public sealed partial class ServiceRegistration
{
    private Task RunAsync()
        => Task.WhenAll(KeepAsync(), WatchAsync(), _check is null ? Task.CompletedTask : new HealthMonitor(_check, _session.Time).RunAsync(() => Instance, Judge, _stop.Token));

    /// <summary>Looks, whenever something may have changed here or there, that etcd shows what it should.</summary>
    private async Task KeepAsync()
    {
        var backoff = NewBackoff();
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                try
                {
                    await WriteAsync(update: null, takeOver: false).ConfigureAwait(false);
                    backoff.Reset();
                }
                catch (EtcdException e)
                {
                    DiscoveryLog.NotPublished(_logger, _key.Key, e.Message);
                    await backoff.WaitAsync(_stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            await _stop.CancelAsync().ConfigureAwait(false); // given up, or the session is closed and the key gone with it
        }
    }

    private async Task WatchAsync()
    {
        var backoff = NewBackoff();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var watch = await Client.WatchAsync(_key.Key, _stop.Token).ConfigureAwait(false);
                await using var _ = ((IAsyncDisposable)watch).ConfigureAwait(false);
                Wake(); // for what happened before
                await foreach (var batch in watch.WithCancellation(_stop.Token).ConfigureAwait(false))
                {
                    Wake();
                }
            }
            catch (EtcdException)
            {
                await backoff.WaitAsync(_stop.Token).ConfigureAwait(false); // away, compacted or refused: begin anew; the keeper reads too, and says so
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Judge(ServiceHealth health, string reason)
    {
        Volatile.Write(ref _verdict, (int)health);
        if (health == ServiceHealth.Healthy)
        {
            DiscoveryLog.Healthy(_logger, _key.Key);
        }
        else
        {
            DiscoveryLog.Unhealthy(_logger, _key.Key, reason);
        }
        Wake();
    }
}
