using System.Threading.Channels;

namespace Etcd.Tests;

internal static class ChannelExtensions
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The next item, within 30 s.</summary>
    public static Task<T> NextAsync<T>(this ChannelReader<T> reader)
        => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TimeProvider.System);
}
