using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Faults;

/// <summary>Messages of every size, over a plain network and over one that hands them out in pieces.</summary>
public sealed class MessageSizeTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024 - 5)]
    [InlineData(16 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1_048_576)]
    [InlineData(1_572_000)] // etcd's own limit for a request is 1.5 MiB
    public async Task A_value_comes_back_as_it_went(int bytes)
    {
        var value = new byte[bytes];
        new Random(bytes).NextBytes(value);
        foreach (var fault in new[] { Fault.Pass, Fault.Delay(TimeSpan.FromMilliseconds(1)) })
        {
            Proxy.Set(fault);
            await Proxied.Kv.PutAsync(At("a"), value, Token);
            (await Proxied.Kv.GetAsync(At("a"), Token))!.Value.Value.Span.SequenceEqual(value).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_range_of_4_MB_comes_whole()
    {
        for (var i = 0; i < 40; i++)
        {
            await Connection.Kv.PutAsync(At($"{i:00}"), Filled(i), Token);
        }
        var found = await Proxied.Kv.GetRangeAsync(Range, Token);
        found.Count.ShouldBe(40);
        for (var i = 0; i < 40; i++)
        {
            found[i].Value.Span.SequenceEqual(Filled(i)).ShouldBeTrue($"value {i}");
        }

        static byte[] Filled(int i) => [.. Enumerable.Repeat((byte)i, 100_000)];
    }

    [Theory]
    [InlineData(1_600_000)] // over etcd's limit
    [InlineData(3_000_000)] // over what its gRPC server reads: it answers before it has all
    public async Task A_value_over_etcds_limit_is_TooLarge_and_the_connection_stays(int bytes)
    {
        for (var i = 0; i < 5; i++)
        {
            var error = await Should.ThrowAsync<EtcdException>(async () => await Proxied.Kv.PutAsync(At("a"), new byte[bytes], Token));
            (error.Code, error.Failure).ShouldBe((EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge), error.ToString());
            await Proxied.Kv.PutAsync(At("b"), "small", Token);
        }
        Proxy.Connections.ShouldBe(1);
    }
}
