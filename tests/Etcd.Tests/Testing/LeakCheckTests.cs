using System.Net.Sockets;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

// alone: handles and threads are the whole process's
[Collection(Alone.Name)]
public sealed class LeakCheckTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_used_and_disposed_leaves_nothing()
    {
        await UseAsync(); // what is made once, such as the starter thread, is no leak
        var check = await LeakCheck.StartAsync(LeakScope.All);
        await UseAsync();
        await check.AssertNothingLeftAsync(cancellationToken: Token);

        static async Task UseAsync()
        {
            await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ClientProxies = true }, Token);
            await using var connection = cluster.Members[0].Connect();
            await connection.Kv.PutAsync("a", "x", Token);
        }
    }

    [Fact]
    public async Task A_process_that_still_runs_is_named()
    {
        var check = await LeakCheck.StartAsync(LeakScope.Processes);
        await using (var cluster = await EtcdCluster.StartAsync(Token))
        {
            var left = await LeftAsync(check);
            left.ShouldContain("+ 1 × process");
            left.ShouldContain($"etcd {cluster.Members[0].ProcessId} --name=etcd-0");
        }
        await check.AssertNothingLeftAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task A_lease_that_is_not_given_back_is_named()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Auth = new() }, Token);
        await using var connection = cluster.Members[0].Connect();
        var old = await connection.Leases.GrantAsync(TimeSpan.FromMinutes(1), cancellationToken: Token);
        var check = await LeakCheck.StartAsync(LeakScope.Leases, cluster);
        var lease = await connection.Leases.GrantAsync(TimeSpan.FromMinutes(1), cancellationToken: Token);
        var left = await LeftAsync(check);
        left.ShouldContain($"lease {lease.Id}");
        left.ShouldNotContain($"{old.Id}");
        await connection.Leases.RevokeAsync(lease.Id, Token);
        await check.AssertNothingLeftAsync(cancellationToken: Token);
    }

    [Fact]
    public async Task Handles_and_threads_are_counted_by_what_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("leak-").FullName;
        var check = await LeakCheck.StartAsync(LeakScope.Handles | LeakScope.Threads);
        var file = File.Create(Path.Combine(folder, "forgotten.txt"));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var end = new ManualResetEventSlim();
        var thread = new Thread(() => end.Wait(Token)) { Name = "forgotten" };
        thread.Start();
        var left = await LeftAsync(check);
        left.ShouldContain($"+ 1 × handle {file.Name} (was 0, is 1)");
        left.ShouldContain("+ 1 × handle socket");
        left.ShouldContain("+ 1 × thread forgotten");

        await file.DisposeAsync();
        socket.Dispose();
        end.Set();
        await check.AssertNothingLeftAsync(cancellationToken: Token);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> LeftAsync(LeakCheck check)
        => (await Should.ThrowAsync<TimeoutException>(() => check.AssertNothingLeftAsync(Short, Token))).Message;
}
