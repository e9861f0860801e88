using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Mirrors;

public sealed class MirrorTests(ThreeMembers fixture) : IClassFixture<ThreeMembers>, IDisposable
{
    private static int _count;

    private readonly Key _prefix = $"mirror{Interlocked.Increment(ref _count)}/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KeyRange Range => KeyRange.Prefix(_prefix);

    public void Dispose()
    {
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.Heal();
        }
    }

    [Fact]
    public async Task It_shows_what_is_there_and_follows()
    {
        await using var client = fixture.Client();
        await client.PutAsync(_prefix.Append("a"), "1", Token);
        await using var mirror = await client.MirrorAsync(Range, Token);
        mirror.Current.Keys.ShouldBe([_prefix.Append("a")]);
        await using var observer = mirror.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await observer.MoveNextAsync()).ShouldBeTrue();
        observer.Current.Events.ShouldHaveSingleItem().Type.ShouldBe(WatchEventType.Create);

        await client.PutAsync(_prefix.Append("a"), "2", Token);
        await client.PutAsync(_prefix.Append("b"), "1", Token);
        var deleted = await client.DeleteAsync(_prefix.Append("a"), Token);

        (await mirror.WaitForAsync(deleted.Revision, Token)).Keys.ShouldBe([_prefix.Append("b")]);
        List<string> seen = [];
        for (var i = 0; i < 3; i++)
        {
            (await observer.MoveNextAsync()).ShouldBeTrue();
            var change = observer.Current.Events.ShouldHaveSingleItem();
            seen.Add($"{change.Type} {change.Key.Without(_prefix)} {change.Previous?.Value}->{change.Current?.Value} {observer.Current.Before.Count}->{observer.Current.After.Count}");
        }
        seen.ShouldBe(["Update a 1->2 1->1", "Create b ->1 1->2", "Delete a 2-> 2->1"]);
        mirror.Age.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Waiting_for_a_revision_ends_also_when_nothing_happens_in_the_range()
    {
        await using var client = fixture.Client();
        await using var mirror = await client.MirrorAsync(Range, Token);
        var elsewhere = await client.PutAsync("elsewhere", "1", Token);
        (await mirror.WaitForAsync(elsewhere.Revision, Token)).Revision.ShouldBeGreaterThanOrEqualTo(elsewhere.Revision);
    }

    [Fact]
    public async Task After_a_compaction_it_lists_again_and_tells_the_differences()
    {
        await using var client = fixture.Client();
        await using var inside = new EtcdConnection(fixture.Cluster.Members[0].DirectEndpoint);
        foreach (var name in new[] { "kept", "changed", "deleted", "replaced" })
        {
            await inside.Kv.PutAsync(_prefix.Append(name), "1", Token);
        }
        await using var mirror = await client.MirrorAsync(Range, Token);
        await using var observer = mirror.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await observer.MoveNextAsync()).ShouldBeTrue();
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.RefuseNew();
            member.Proxy!.Set(Fault.Cut);
        }
        await Eventually.TrueAsync(() => mirror.Age > TimeSpan.Zero, "it knows that it is out of date", cancellationToken: Token);
        await inside.Kv.PutAsync(_prefix.Append("changed"), "2", Token);
        await inside.Kv.DeleteAsync(_prefix.Append("deleted"), Token);
        await inside.Kv.DeleteAsync(_prefix.Append("replaced"), Token);
        await inside.Kv.PutAsync(_prefix.Append("replaced"), "2", Token);
        var last = await inside.Kv.PutAsync(_prefix.Append("new"), "1", Token);
        await inside.Kv.CompactAsync(last.Revision, Token);
        await inside.Kv.PutAsync("elsewhere", "2", Token);
        Dispose();

        (await observer.MoveNextAsync()).ShouldBeTrue();
        observer.Current.Resynced.ShouldBeTrue();
        observer.Current.Events.Select(each => $"{each.Type} {each.Key.Without(_prefix)}").Order()
            .ShouldBe(["Create new", "Create replaced", "Delete deleted", "Update changed"]);
        observer.Current.After.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Its_end_ends_its_observers()
    {
        await using var client = fixture.Client();
        var mirror = await client.MirrorAsync(Range, Token);
        await using var observer = mirror.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await observer.MoveNextAsync()).ShouldBeTrue();
        var next = observer.MoveNextAsync();
        await mirror.DisposeAsync();
        (await next).ShouldBeFalse();
    }
}
