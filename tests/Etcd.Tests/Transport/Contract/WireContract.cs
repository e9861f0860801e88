using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>A transport of one kind before a server that does as the test wants.</summary>
public abstract class WireContract : IAsyncDisposable
{
    private readonly TransportKind _kind;
    private readonly List<ITransport> _opened = [];

    protected WireContract(TransportKind kind) => _kind = kind;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected WireServer Server { get; } = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _opened)
        {
            await transport.DisposeAsync();
        }
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static ValueTask<PutResponse> WriteAsync(ITransport transport, CancellationToken cancellationToken = default)
        => transport.UnaryAsync(EtcdMethods.Put, new PutRequest(), default, cancellationToken);

    private protected static ValueTask<RangeResponse> ReadAsync(ITransport transport, CancellationToken cancellationToken = default)
        => transport.UnaryAsync(EtcdMethods.Range, new RangeRequest(), default, cancellationToken);

    private protected ITransport Open(EtcdConnectionOptions? options = null)
    {
        var transport = Transports.Open(_kind, (options ?? new EtcdConnectionOptions()) with { Endpoint = Server.Endpoint });
        _opened.Add(transport);
        return transport;
    }
}
