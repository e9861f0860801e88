namespace Etcd.Tests.Patterns;

/// <summary>Reads a stream item by item, each within a deadline.</summary>
internal sealed class Follower<T>(IAsyncEnumerable<T> stream) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly IAsyncEnumerator<T> _items = stream.GetAsyncEnumerator(TestContext.Current.CancellationToken);

    public T? Last { get; private set; }

    public async Task<T> NextAsync()
    {
        (await MoveAsync()).ShouldBeTrue();
        return Last = _items.Current;
    }

    public async Task<bool> EndsAsync() => !await MoveAsync();

    public ValueTask DisposeAsync() => _items.DisposeAsync();

    private Task<bool> MoveAsync() => _items.MoveNextAsync().AsTask().WaitAsync(Deadline, TimeProvider.System, TestContext.Current.CancellationToken);
}
