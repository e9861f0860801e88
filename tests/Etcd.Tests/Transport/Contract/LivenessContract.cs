using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Tests.Transport.Wire;
using Google.Protobuf;

namespace Etcd.Tests.Transport.Contract;

/// <summary>A connection that is open on our side only.</summary>
public abstract class LivenessContract(TransportKind kind) : WireContract(kind)
{
    private const int InitialWindow = 4;
    private static readonly TimeSpan Ping = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_stream_learns_why_its_connection_was_cut_though_another_stands_by_now()
    {
        var transport = Open(new EtcdConnectionOptions { PingInterval = Ping });
        await using var watch = await transport.OpenAsync(EtcdMethods.Watch, default, Token);
        await watch.WriteAsync(new WatchRequest(), Token);
        Server.ShowsLife = false;
        var first = Server.Open.Single();
        await first.Ended.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Token);
        Server.Heal();
        await WriteAsync(transport, Token); // connects anew

        var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () => await watch.ReadAsync(TimeSpan.FromSeconds(5), Token));
        lost.Failure.ShouldBe(EtcdFailure.ConnectionLost);
        lost.Message.ShouldContain("no sign of life within 0.2 s");
        Server.Connections.ShouldBe(2); // and nobody asked the port what it speaks
    }

    [Fact]
    public async Task A_connection_that_takes_no_more_bytes_is_cut()
    {
        var transport = Open(new EtcdConnectionOptions { PingInterval = Ping });
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Greet = async connection =>
        {
            await connection.PrefaceAsync();
            await connection.SendAsync(Frame.Settings((InitialWindow, int.MaxValue)), Frame.WindowUpdate(0, int.MaxValue - 65_535));
            return true;
        };
        await WriteAsync(transport, Token);
        Server.Open.Single().Reading = over.Task;
        try
        {
            var large = new PutRequest { Value = ByteString.CopyFrom(new byte[30_000_000]) };
            var start = TimeProvider.System.GetTimestamp();
            var lost = await Should.ThrowAsync<EtcdException>(async () => await transport.UnaryAsync(EtcdMethods.Put, large, new CallOptions(Timeout.InfiniteTimeSpan), Token));
            (lost.Code, lost.Failure).ShouldBe((EtcdErrorCode.Ambiguous, EtcdFailure.ConnectionLost), lost.ToString());
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        }
        finally
        {
            over.TrySetResult();
        }
        Server.Heal();
        await WriteAsync(transport, Token);
    }
}

public sealed class HttpLivenessTests() : LivenessContract(TransportKind.Http);
