using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests;

/// <summary>A test against a shared member: a connection, a prefix of its own, a token.</summary>
public abstract class EtcdTest : IAsyncDisposable
{
    private static int _count;

    protected EtcdTest(ClusterFixture fixture)
    {
        Fixture = fixture;
        Connection = fixture.Member.Connect();
        Prefix = $"{GetType().Name}/{Interlocked.Increment(ref _count)}/";
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ClusterFixture Fixture { get; }

    protected EtcdMember Member => Fixture.Member;

    protected EtcdConnection Connection { get; }

    protected Key Prefix { get; }

    protected KeyRange Range => KeyRange.Prefix(Prefix);

    protected Key At(string name) => Prefix.Append(name);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
