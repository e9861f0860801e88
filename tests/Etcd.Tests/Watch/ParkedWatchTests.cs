using System.Threading.Channels;
using Etcd.Client;
using Etcd.Client.Transport;
using Proto = Etcd.Client.Proto;

namespace Etcd.Tests.Watch;

/// <summary>A watch whose reader falls behind and catches up again, far more often than a real member could make it do.</summary>
public sealed class ParkedWatchTests
{
    private const int Revisions = 40_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_reader_that_empties_the_buffer_at_the_moment_of_parking_goes_on(int buffer)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        await using var transport = new EndlessHistory();
        await using var hub = new WatchHub(transport, new EtcdClientOptions { Endpoints = ["http://localhost:1"] });
        await using var watch = await hub.OpenAsync(KeyRange.Prefix("p"), new WatchOptions { From = new Revision(2), Buffer = buffer }, space: null, Token);

        var next = 2L;
        await foreach (var batch in watch.WithCancellation(deadline.Token))
        {
            batch.Revision.Number.ShouldBe(next++);
            if (next > Revisions)
            {
                break;
            }
        }

        transport.Watches.ShouldBeGreaterThan(100); // it was parked, and went on
    }

    /// <summary>A member with a history without end, of which a watch gets more as fast as it can be read.</summary>
    private sealed class EndlessHistory : ITransport
    {
        public int Watches { get; private set; }

        public ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
            where TResponse : class
            => throw new NotSupportedException(method.Name);

        public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
            where TResponse : class
            => new((IStreamCall<TRequest, TResponse>)(object)new Call(this));

        public ValueTask DisposeAsync() => default;

        private sealed class Call(EndlessHistory member) : IStreamCall<Proto.WatchRequest, Proto.WatchResponse>
        {
            private readonly Channel<Proto.WatchRequest> _requests = Channel.CreateUnbounded<Proto.WatchRequest>();
            private Proto.WatchCreateRequest? _watch;

            public ValueTask WriteAsync(Proto.WatchRequest request, CancellationToken cancellationToken) => _requests.Writer.WriteAsync(request, cancellationToken);

            public void CompleteWrites()
            {
            }

            public async ValueTask<Proto.WatchResponse?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (_watch is null || _requests.Reader.TryPeek(out _))
                {
                    _watch = (await _requests.Reader.ReadAsync(cancellationToken)).CreateRequest;
                    if (_watch is not null)
                    {
                        member.Watches++;
                        return new() { WatchId = _watch.WatchId, Created = true, Header = new() { Revision = long.MaxValue / 2 } };
                    }
                }
                var more = new Proto.WatchResponse { WatchId = _watch.WatchId, Header = new() { Revision = long.MaxValue / 2 } };
                for (var i = 0; i < 8; i++)
                {
                    more.Events.Add(new Proto.Event { Kv = new() { Key = _watch.Key, ModRevision = _watch.StartRevision++ } });
                }
                return more;
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
