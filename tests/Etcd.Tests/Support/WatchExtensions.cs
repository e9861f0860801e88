using Etcd.Client;

namespace Etcd.Tests;

internal static class WatchExtensions
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static async Task<WatchBatch> NextAsync(this WatchStream watch) => (await watch.TakeAsync(1))[0];

    public static async Task<List<WatchBatch>> TakeAsync(this WatchStream watch, int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        List<WatchBatch> batches = [];
        await foreach (var batch in watch.WithCancellation(deadline.Token))
        {
            batches.Add(batch);
            if (batches.Count == count)
            {
                break;
            }
        }
        return batches;
    }
}
