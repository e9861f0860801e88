using System.Collections.Concurrent;
using System.Diagnostics;

namespace Etcd.Testing;

/// <summary>One thread that starts processes and lives as long as this process: see <see cref="ChildProcess"/>.</summary>
internal sealed class StarterThread : IDisposable
{
    private readonly BlockingCollection<Order> _orders = [];

    public StarterThread() => new Thread(Work) { IsBackground = true, Name = "etcd starter" }.Start();

    public Process Run(ProcessStartInfo start)
    {
        var order = new Order(start, new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously));
        _orders.Add(order);
        return order.Done.Task.GetAwaiter().GetResult();
    }

    public void Dispose() => _orders.Dispose();

    private void Work()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            try
            {
                order.Done.SetResult(Process.Start(order.Start)!);
            }
            catch (Exception e)
            {
                order.Done.SetException(e);
            }
        }
    }

    private sealed record Order(ProcessStartInfo Start, TaskCompletionSource<Process> Done);
}
