using Etcd.Testing;

namespace Etcd.Tests.Testing;

public class MemberProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_words_of_a_process_are_there_although_it_ended_before_they_were_read()
    {
        var folder = Directory.CreateTempSubdirectory("etcd-testing-");
        using (var member = new MemberProcess("late", Path.Combine(folder.FullName, "late.log")))
        {
            // a child of it still holds its output: what is written there comes after the end of the process itself
            member.Start("/bin/sh", ["-c", "(sleep 0.3; echo 'listen tcp: bind: address already in use') & exit 1"], new Dictionary<string, string>(), null);
            await Eventually.TrueAsync(() => !member.IsRunning, "it ends", cancellationToken: Token);
            await member.DrainAsync(Token);
            member.LostItsPort.ShouldBeTrue();
        }
        folder.Delete(recursive: true);
    }
}
