using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Faults;

/// <summary>The connection breaks after any number of bytes: never a hang, never a wrong answer, and the next call connects anew.</summary>
public sealed class CutAnywhereTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    [Theory]
    [InlineData(1, FaultDirection.ToServer, 16)]
    [InlineData(2, FaultDirection.ToClient, 16)]
    [InlineData(3, FaultDirection.ToServer, 200_000)]
    [InlineData(4, FaultDirection.ToClient, 200_000)]
    public async Task Writes_and_reads_are_right_or_fail(int seed, FaultDirection direction, int size)
    {
        var random = new Random(seed);
        HashSet<string> possible = [""]; // what the key may hold, by all that we were told
        for (var round = 0; round < 40; round++)
        {
            await Proxied.Maintenance.StatusAsync(Token);
            Proxy.Set(Fault.CutAfter(random.Next(2 * size)), direction, newToo: false);
            var connections = Proxy.Connections;
            for (var calls = 0; Proxy.Connections == connections; calls++)
            {
                calls.ShouldBeLessThan(100, "the cut does not come");
                var value = new string((char)('a' + random.Next(26)), random.Next(1, size));
                if (await CallAsync(() => PutAsync(value, possible)) && await CallAsync(() => CheckAsync(possible)))
                {
                    continue;
                }
                await CheckAsync(possible);
                break;
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_watch_shows_a_beginning_of_what_happened_without_gaps(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            await using var watch = await Proxied.Watch.OpenAsync(At("w"), cancellationToken: Token);
            Proxy.Set(Fault.CutAfter(random.Next(20_000)), FaultDirection.ToClient, newToo: false);
            for (var i = 0; i < 20; i++)
            {
                await Connection.Kv.PutAsync(At("w"), new string((char)('a' + i), 1000), Token);
            }
            List<string> seen = [];
            var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () =>
            {
                while (true)
                {
                    seen.Add((await watch.NextAsync())[0].Value.ToString());
                }
            });
            lost.Failure.ShouldBe(EtcdFailure.ConnectionLost);
            seen.ShouldBe(Enumerable.Range(0, seen.Count).Select(i => new string((char)('a' + i), 1000)));
        }
    }

    private static async Task<bool> CallAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (EtcdException e)
        {
            e.Failure.ShouldBe(EtcdFailure.ConnectionLost, e.ToString());
            e.Code.ShouldBeOneOf(EtcdErrorCode.Unavailable, EtcdErrorCode.Ambiguous);
            return false;
        }
    }

    private async Task PutAsync(string value, HashSet<string> possible)
    {
        try
        {
            await Proxied.Kv.PutAsync(At("a"), value, Token);
            possible.Clear();
            possible.Add(value);
        }
        catch (EtcdAmbiguousResultException)
        {
            possible.Add(value);
            throw;
        }
    }

    // a read that comes back also decides what an ambiguous write left
    private async Task CheckAsync(HashSet<string> possible)
    {
        var found = (await Proxied.Kv.GetAsync(At("a"), Token))?.Value.ToString() ?? "";
        possible.Contains(found).ShouldBeTrue($"'{found[..Math.Min(1, found.Length)]}' × {found.Length}");
    }
}
