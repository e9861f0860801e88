namespace Etcd.Patterns;

/// <summary>Runs a check at its interval and tells when the verdict changes.</summary>
internal sealed class HealthMonitor(HealthCheck check, TimeProvider time)
{
    private Task<bool> _last = Task.FromResult(true);

    /// <summary>Returns when it is stopped.</summary>
    /// <param name="instance">The instance as it is at the time of a check.</param>
    /// <param name="verdict">Told of each new verdict, and of the last failure's reason.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(Func<ServiceInstance> instance, Action<ServiceHealth, string> verdict, CancellationToken stop)
    {
        var (health, failures) = (ServiceHealth.Unchecked, 0);
        using var timer = new PeriodicTimer(check.Interval, time);
        try
        {
            do
            {
                var failure = await FailureAsync(instance(), stop).ConfigureAwait(false);
                failures = failure is null ? 0 : failures + 1;
                var now = failure is null ? ServiceHealth.Healthy : failures >= check.FailuresToUnhealthy ? ServiceHealth.Unhealthy : health;
                if (now != health)
                {
                    health = now;
                    verdict(now, failure ?? "");
                }
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // given up
        }
    }

    /// <summary>Why the check failed; null when it passed.</summary>
    private async ValueTask<string?> FailureAsync(ServiceInstance instance, CancellationToken stop)
    {
        if (!_last.IsCompleted)
        {
            return "an earlier check has not returned yet.";
        }
        using var limit = new CancellationTokenSource(check.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            _last = check.IsHealthyAsync(instance, both.Token).AsTask();
            _ = _last.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return await _last.WaitAsync(both.Token).ConfigureAwait(false) ? null : "the check says no.";
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return $"no answer within {check.Timeout.TotalSeconds:0.###} s.";
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return e.Message;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new OperationCanceledException("Given up during a check.", e, stop);
        }
    }
}
