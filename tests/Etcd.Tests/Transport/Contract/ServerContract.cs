using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Testing;
using Google.Protobuf;

namespace Etcd.Tests.Transport.Contract;

/// <summary>What a transport does with real members, whatever their version and protection.</summary>
public abstract class ServerContract(TransportKind kind, SecuredServers servers)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400), Long = TimeSpan.FromSeconds(10);
    private static int _count;

    private readonly ByteString _key = ByteString.CopyFromUtf8($"contract/{Interlocked.Increment(ref _count)}/");

    public static TheoryData<EtcdVersion, Protection> Servers
    {
        get
        {
            var data = new TheoryData<EtcdVersion, Protection>();
            foreach (var (version, protection) in SecuredServers.All)
            {
                data.Add(version, protection);
            }
            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Servers))]
    public async Task Calls_are_answered_and_refusals_are_told_by_their_code(EtcdVersion version, Protection protection)
    {
        await using var transport = Open(await servers.GetAsync(version, protection));
        var put = await PutAsync(transport, "x"u8.ToArray());
        (await GetAsync(transport)).Kvs.Single().ModRevision.ShouldBe(put.Header.Revision);
        var txn = new TxnRequest { Failure = { new RequestOp { RequestRange = new RangeRequest { Key = _key } } } };
        txn.Compare.Add(new Client.Proto.Compare { Key = _key, Target = Client.Proto.Compare.Types.CompareTarget.Value, Value = ByteString.CopyFromUtf8("y") });
        var failed = await transport.UnaryAsync(EtcdMethods.Txn, txn, default, Token);
        failed.Succeeded.ShouldBeFalse();
        failed.Responses.Single().ResponseRange.Kvs.Single().Value.ToStringUtf8().ShouldBe("x");

        var twice = new TxnRequest { Success = { Put(), Put() } };
        (await Should.ThrowAsync<EtcdException>(async () => await transport.UnaryAsync(EtcdMethods.Txn, twice, default, Token))).Code.ShouldBe(EtcdErrorCode.DuplicateKey);
        var future = new RangeRequest { Key = _key, Revision = put.Header.Revision + 1_000_000 };
        (await Should.ThrowAsync<EtcdException>(async () => await transport.UnaryAsync(EtcdMethods.Range, future, default, Token))).Code.ShouldBe(EtcdErrorCode.FutureRevision);

        RequestOp Put() => new() { RequestPut = new PutRequest { Key = _key } };
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_answer_of_4_MB_comes_whole(EtcdVersion version, Protection protection)
    {
        await using var transport = Open(await servers.GetAsync(version, protection));
        var value = new byte[1_000_000];
        new Random(4).NextBytes(value);
        for (var i = 0; i < 4; i++)
        {
            await transport.UnaryAsync(EtcdMethods.Put, new PutRequest { Key = At(i), Value = ByteString.CopyFrom(value) }, default, Token);
        }
        var found = await transport.UnaryAsync(EtcdMethods.Range, new RangeRequest { Key = At(0), RangeEnd = At(9) }, default, Token);
        found.Kvs.Count(each => each.Value.Span.SequenceEqual(value)).ShouldBe(4);
        await transport.UnaryAsync(EtcdMethods.DeleteRange, new DeleteRangeRequest { Key = At(0), RangeEnd = At(9) }, default, Token);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Streams_carry_both_ways_and_end_from_our_side(EtcdVersion version, Protection protection)
    {
        await using var transport = Open(await servers.GetAsync(version, protection));
        await using var watch = await transport.OpenAsync(EtcdMethods.Watch, new CallOptions(RequireLeader: true), Token);
        await watch.WriteAsync(new WatchRequest { CreateRequest = new WatchCreateRequest { Key = _key } }, Token);
        (await watch.ReadAsync(Long, Token))!.Created.ShouldBeTrue();
        var put = await PutAsync(transport, "x"u8.ToArray());
        (await watch.ReadAsync(Long, Token))!.Events.Single().Kv.ModRevision.ShouldBe(put.Header.Revision);

        var lease = await transport.UnaryAsync(EtcdMethods.LeaseGrant, new LeaseGrantRequest { TTL = 60 }, default, Token);
        await using var renewals = await transport.OpenAsync(EtcdMethods.LeaseKeepAlive, new CallOptions(RequireLeader: true), Token);
        for (var i = 0; i < 3; i++)
        {
            await renewals.WriteAsync(new LeaseKeepAliveRequest { ID = lease.ID }, Token);
            (await renewals.ReadAsync(Long, Token))!.TTL.ShouldBe(60);
        }
        renewals.CompleteWrites(); // etcd ends this one then; a watch it keeps
        (await renewals.ReadAsync(Long, Token)).ShouldBeNull();
        await transport.UnaryAsync(EtcdMethods.LeaseRevoke, new LeaseRevokeRequest { ID = lease.ID }, default, Token);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_frozen_member_is_a_Timeout_at_the_deadline_and_a_cancelled_call_is_cancelled(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        await using var transport = Open(member);
        await PutAsync(transport, []);
        member.Freeze();
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            var late = await Should.ThrowAsync<EtcdAmbiguousResultException>(
                async () => await transport.UnaryAsync(EtcdMethods.Put, new PutRequest { Key = _key }, new CallOptions(Short), Token));
            late.Failure.ShouldBe(EtcdFailure.Timeout);
            TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(350, 700);

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var call = transport.UnaryAsync(EtcdMethods.Range, new RangeRequest { Key = _key }, default, stop.Token).AsTask();
            await stop.CancelAsync();
            (await Should.ThrowAsync<OperationCanceledException>(call)).CancellationToken.ShouldBe(stop.Token);
        }
        finally
        {
            member.Thaw();
        }
        await PutAsync(transport, []);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Two_hundred_calls_at_once_share_one_connection(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        await using var transport = Open(member);
        await PutAsync(transport, []);
        var before = member.Proxy!.Connections;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await transport.UnaryAsync(EtcdMethods.Put, new PutRequest { Key = At(i), Value = At(i) }, default, Token);
            (await transport.UnaryAsync(EtcdMethods.Range, new RangeRequest { Key = At(i) }, default, Token)).Kvs.Single().Value.ShouldBe(At(i));
        }));
        member.Proxy.Connections.ShouldBe(before);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_connection_that_is_cut_under_a_call_is_replaced(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        var proxy = member.Proxy!;
        await using var transport = Open(member);
        await PutAsync(transport, []);
        foreach (var end in new[] { Fault.Cut, Fault.Reset })
        {
            proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
            var before = proxy.BytesToServer;
            var call = PutAsync(transport, "x"u8.ToArray());
            await Eventually.TrueAsync(() => proxy.BytesToServer > before, "the request is sent", cancellationToken: Token);
            proxy.Set(end, newToo: false);
            var lost = await Should.ThrowAsync<EtcdAmbiguousResultException>(call);
            lost.Failure.ShouldBe(EtcdFailure.ConnectionLost, lost.ToString());
            proxy.Heal();
            await PutAsync(transport, []);
        }
    }

    private ITransport Open(EtcdMember member) => Transports.Open(kind, member.ConnectionOptions);

    private ByteString At(int number) => ByteString.CopyFromUtf8($"{_key.ToStringUtf8()}{number:000}");

    private Task<PutResponse> PutAsync(ITransport transport, byte[] value)
        => transport.UnaryAsync(EtcdMethods.Put, new PutRequest { Key = _key, Value = ByteString.CopyFrom(value) }, default, Token).AsTask();

    private Task<RangeResponse> GetAsync(ITransport transport)
        => transport.UnaryAsync(EtcdMethods.Range, new RangeRequest { Key = _key }, default, Token).AsTask();
}

public sealed class HttpServerTests(SecuredServers servers) : ServerContract(TransportKind.Http, servers), IClassFixture<SecuredServers>;
