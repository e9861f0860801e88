using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class SyncPointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_test_does_happens_between_two_lines_of_the_code()
    {
        var point = new SyncPoint("between read and write");
        var counter = 0;
        var slow = Task.Run(
            async () =>
            {
                var read = counter;
                await point.ReachAsync(Token);
                counter = read + 1;
            },
            Token);
        await point.ArrivalAsync(Token);
        counter++; // the update that gets lost
        slow.IsCompleted.ShouldBeFalse();
        point.Continue();
        await slow;
        counter.ShouldBe(1);
        await point.ReachAsync(Token); // open from now on
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_for_whom()
    {
        var point = new SyncPoint("the write", TimeSpan.FromMilliseconds(50));
        (await Should.ThrowAsync<TimeoutException>(() => point.ArrivalAsync(Token))).Message.ShouldContain("nobody reached 'the write'");
        (await Should.ThrowAsync<TimeoutException>(() => point.ReachAsync(Token))).Message.ShouldContain("the test did not call Continue");
    }
}
