namespace EtcdMonitor;

/// <summary>When the rounds of one cluster begin and end, held against when they should.</summary>
internal sealed class RoundTimes(string cluster, TimeSpan interval, RoundMetrics metrics, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _due;
    private bool _overran;

    /// <summary>Runs a round and measures it.</summary>
    public async Task MeasureAsync(Func<CancellationToken, Task> round, CancellationToken stop)
    {
        TimeSpan began = time.GetElapsedTime(_start);
        Begin(began);
        string? outcome = "fault";
        try
        {
            await round(stop).ConfigureAwait(false);
            outcome = "ok";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            outcome = null; // it was broken off and took as long as it liked
            throw;
        }
        finally
        {
            TimeSpan ended = time.GetElapsedTime(_start);
            _overran = ended >= _due;
            if (outcome is not null)
            {
                metrics.Ended(cluster, outcome, ended - began);
            }
        }
    }

    private void Begin(TimeSpan now)
    {
        TimeSpan behind = now - _due;
        long skipped = Math.Max(0, behind.Ticks / interval.Ticks);
        metrics.Began(cluster, late: behind - (interval * skipped) > interval / 10, skipped);

        // a timer that was waited for has ticked just now, whatever its rhythm was before this machine slept; one that ticked during the round before keeps its rhythm
        _due = _overran ? _due + (interval * (skipped + 1)) : now + interval;
    }
}
