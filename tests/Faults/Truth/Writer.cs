using System.Collections.Concurrent;
using System.Diagnostics;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth;

/// <summary>An independent client that writes through every voter all the time: when none of its writes succeeded, the cluster was out.</summary>
internal sealed class Writer : IAsyncDisposable
{
    /// <summary>No leader with all voters there: elections were over in 0.9 to 2.6 s. A shorter outage is nothing to be told.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(4);

    // from the outage's start to its page: hold, two rounds, the way
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<long> _acknowledged = [];
    private readonly Background _work;

    /// <summary>Begins to write.</summary>
    /// <param name="stage">Whose cluster.</param>
    /// <param name="pace">Between two writes through a member.</param>
    /// <param name="bytes">Size of a value.</param>
    public Writer(Stage stage, TimeSpan pace, int bytes = 16)
    {
        _acknowledged.Enqueue(Stopwatch.GetTimestamp());
        _work = Background.Start(stop => Task.WhenAll(stage.Cluster.Members.Where(member => !member.IsLearner).Select(member => WriteAsync(member, pace, bytes, stop))), stage.Stop);
    }

    /// <summary>Writes that succeeded.</summary>
    public int Writes => _acknowledged.Count - 1;

    /// <summary>Whether a page was about an outage that a client saw too, as long as the hold.</summary>
    public bool Confirms(Record.Page page) => LongestOutage(page.At - (long)(Before.TotalSeconds * Stopwatch.Frequency), page.At) >= Hold;

    /// <summary>The longest time without a write that overlaps the time between two moments.</summary>
    private TimeSpan LongestOutage(long from, long to)
    {
        long[] moments = [.. _acknowledged.Order(), Stopwatch.GetTimestamp()];
        return moments.Zip(moments.Skip(1)).Where(gap => gap.Second >= from && gap.First <= to).Select(gap => Stopwatch.GetElapsedTime(gap.First, gap.Second)).DefaultIfEmpty().Max();
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private async Task WriteAsync(EtcdMember member, TimeSpan pace, int bytes, CancellationToken stop)
    {
        await using EtcdConnection connection = new(member.ConnectionOptions with { Endpoint = member.DirectEndpoint, RequestTimeout = Limit });
        byte[] value = new byte[bytes];
        using PeriodicTimer timer = new(pace);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await connection.Kv.PutAsync($"/truth/written/{member.Name}", value, stop);
                _acknowledged.Enqueue(Stopwatch.GetTimestamp());
            }
            catch (EtcdException)
            {
                // not through this one, not now
            }
        }
    }
}
