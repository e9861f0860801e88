using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Contract;

/// <summary>TLS that fails on the way, by the network or by a certificate: a write has its reason and is never ambiguous.</summary>
public abstract class HandshakeContract(TransportKind kind, SecuredServers servers)
{
    public static TheoryData<EtcdVersion, Protection> Servers => new()
    {
        { EtcdVersion.V34, Protection.Tls },
        { EtcdVersion.V34, Protection.MutualTls },
        { EtcdVersion.V35, Protection.Tls },
        { EtcdVersion.V35, Protection.MutualTls },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Servers))]
    public async Task A_cut_anywhere_in_the_handshake_is_ConnectionLost_and_the_next_call_connects(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        try
        {
            foreach (var (direction, bytes) in new[] { (FaultDirection.Both, 0), (FaultDirection.ToServer, 1), (FaultDirection.ToServer, 100), (FaultDirection.ToClient, 1), (FaultDirection.ToClient, 5), (FaultDirection.ToClient, 300) })
            {
                await using var transport = Transports.Open(kind, member.ConnectionOptions);
                member.Proxy!.Set(Fault.CutAfter(bytes), direction);
                var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () => await PutAsync(transport));
                lost.Failure.ShouldBe(EtcdFailure.ConnectionLost, $"{direction} {bytes}: {lost}");
                lost.Message.ShouldContain(member.Endpoint);
                member.Proxy.Heal();
                await PutAsync(transport);
            }
        }
        finally
        {
            member.Proxy!.Heal();
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_handshake_into_a_black_hole_is_a_Timeout_at_the_deadline(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        var hasty = member.ConnectionOptions with { RequestTimeout = TimeSpan.FromMilliseconds(400) };
        try
        {
            foreach (var direction in new[] { FaultDirection.ToServer, FaultDirection.ToClient })
            {
                await using var transport = Transports.Open(kind, hasty);
                member.Proxy!.Set(Fault.Blackhole, direction);
                var start = TimeProvider.System.GetTimestamp();
                var late = await Should.ThrowAsync<EtcdUnavailableException>(async () => await PutAsync(transport));
                late.Failure.ShouldBe(EtcdFailure.Timeout);
                TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(350, 700);
                member.Proxy.Heal();
                await PutAsync(transport);
            }
        }
        finally
        {
            member.Proxy!.Heal();
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_call_that_TLS_does_not_let_through_has_its_reason_each_time_and_from_many_at_once(EtcdVersion version, Protection protection)
    {
        var member = await servers.GetAsync(version, protection);
        var options = member.ConnectionOptions;
        (options.Tls.CertificateFile, options.Tls.KeyFile) = (null, null);
        var expected = EtcdFailure.TlsClientCertificateRejected;
        if (protection == Protection.Tls)
        {
            (options.Endpoint, options.Tls, expected) = ("http://" + member.Endpoint, new(), EtcdFailure.TlsExpected);
        }
        await using var transport = Transports.Open(kind, options);
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
            {
                var refused = await Should.ThrowAsync<EtcdUnavailableException>(async () => await PutAsync(transport));
                refused.Failure.ShouldBe(expected, refused.ToString());
            }));
        }
    }

    private static ValueTask<PutResponse> PutAsync(ITransport transport) => transport.UnaryAsync(EtcdMethods.Put, new PutRequest { Key = Google.Protobuf.ByteString.CopyFromUtf8("handshake") }, default, Token);
}

public sealed class HttpHandshakeTests(SecuredServers servers) : HandshakeContract(TransportKind.Http, servers), IClassFixture<SecuredServers>;
