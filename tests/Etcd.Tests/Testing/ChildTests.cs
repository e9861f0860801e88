using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class ChildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_reports_line_by_line()
    {
        await using var child = Echo("a b", "c");

        (await child.NextAsync("started", Token))["arguments"].ShouldBe("a b|c");
        (await child.NextAsync("tick", Token))["count"].ShouldBe("1");
        (await child.NextAsync("tick", Token))["count"].ShouldBe("2");
    }

    [Fact]
    public async Task A_frozen_child_says_nothing_until_it_is_thawed()
    {
        await using var child = Echo();
        await child.NextAsync("tick", Token);

        child.Freeze();
        await Eventually.TrueAsync(() => State(child) == 'T', "it stands still", cancellationToken: Token);
        await Eventually.TrueAsync(() => child.Forget() == 0, "all it had said before is read", cancellationToken: Token);
        var next = child.NextAsync("tick", Token);
        (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Token))).ShouldNotBe(next);
        child.Thaw();

        await next;
    }

    [Fact]
    public async Task A_killed_child_is_gone_and_says_so()
    {
        await using var child = Echo();
        await child.NextAsync("tick", Token);

        await child.KillAsync();

        Directory.Exists($"/proc/{child.ProcessId}").ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() => child.NextAsync("never", Token));
    }

    [Fact]
    public async Task A_child_that_fails_shows_its_last_words()
    {
        await using var child = Child.Start(typeof(ChildTests).Assembly, "fail");

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => child.NextAsync(Token));

        failure.Message.ShouldContain("as it was told to");
    }

    [Fact]
    public async Task Disposing_ends_a_child_frozen_or_not()
    {
        var child = Echo();
        var id = child.ProcessId;
        await child.NextAsync("tick", Token);
        child.Freeze();

        await child.DisposeAsync();

        Directory.Exists($"/proc/{id}").ShouldBeFalse();
    }

    private static Child Echo(params string[] arguments) => Child.Start(typeof(ChildTests).Assembly, "echo", arguments);

    private static char State(Child child) => File.ReadAllText($"/proc/{child.ProcessId}/stat").Split(") ")[1][0];
}
