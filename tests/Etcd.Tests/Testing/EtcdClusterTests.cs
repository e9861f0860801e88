using System.Collections;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class EtcdClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Three_members_survive_the_loss_of_their_leader(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = version }, Token);
        cluster.Members.Select(member => member.Name).ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
        cluster.Endpoints.Distinct().Count().ShouldBe(3);

        var leader = await cluster.LeaderAsync(Token);
        leader.Kill();
        leader.IsRunning.ShouldBeFalse();
        leader.ProcessId.ShouldBeNull();
        (await cluster.LeaderAsync(Token)).ShouldNotBe(leader);
        await leader.StartAsync(Token);
        await using var connection = leader.Connect();
        (await connection.Cluster.ListMembersAsync(cancellationToken: Token)).Members.Count.ShouldBe(3);

        var old = await cluster.LeaderAsync(Token);
        old.Freeze();
        old.IsFrozen.ShouldBeTrue();
        (await cluster.LeaderAsync(Token)).ShouldNotBe(old);
        old.Thaw();

        // leadership moves only by the leader's own hand
        await using var toLeader = (await cluster.LeaderAsync(Token)).Connect();
        var status = await toLeader.Maintenance.StatusAsync(Token);
        var other = (await toLeader.Cluster.ListMembersAsync(cancellationToken: Token)).Members.First(member => member.Id != status.Header.Member);
        await toLeader.Maintenance.MoveLeaderAsync(other.Id, Token);
        (await cluster.LeaderAsync(Token)).Name.ShouldBe(other.Name);
    }

    [Fact]
    public async Task Data_outlives_a_restart()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        await using var connection = cluster.Members[0].Connect();
        await connection.Kv.PutAsync("a", "kept", Token);
        var before = cluster.Members[0].ProcessId;
        await cluster.Members[0].RestartAsync(Token);
        cluster.Members[0].ProcessId.ShouldNotBe(before);
        (await connection.Kv.GetAsync("a", Token))!.Value.Value.ToString().ShouldBe("kept");
    }

    [Fact]
    public async Task Behind_client_proxies_clients_meet_the_faults_and_the_cluster_does_not()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 2, ClientProxies = true }, Token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        var listed = (await connection.Cluster.ListMembersAsync(cancellationToken: Token)).Members;
        listed.SelectMany(each => each.ClientUrls).ShouldBe(cluster.Members.Select(each => each.ClientUrl), ignoreOrder: true);
        member.Endpoint.ShouldBe(member.Proxy!.Endpoint);

        member.Proxy.Set(Fault.Cut);
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Maintenance.StatusAsync(Token))).Failure.ShouldBe(EtcdFailure.ConnectionLost);
        await cluster.LeaderAsync(Token);
        member.Proxy.Heal();
        await member.RestartAsync(Token);
        await connection.Kv.PutAsync("a", "x", Token);
    }

    [Fact]
    public async Task Disposing_leaves_nothing_behind_even_of_a_frozen_member()
    {
        var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 2 }, Token);
        var ids = cluster.Members.Select(member => member.ProcessId!.Value).ToList();
        cluster.Members[0].Freeze();
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();
        Directory.Exists(cluster.Folder).ShouldBeFalse();
        ids.ForEach(id => Should.Throw<ArgumentException>(() => Process.GetProcessById(id)));
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_leaves_nothing_behind()
    {
        var parent = Directory.CreateTempSubdirectory("etcd-testing-").FullName;
        var error = await Should.ThrowAsync<EtcdClusterException>(async () => await EtcdCluster.StartAsync(
            new EtcdClusterOptions { Members = 2, ExtraFlags = ["--no-such-flag"], ParentFolder = parent }, Token));
        error.Message.ShouldContain("ended at its start");
        error.Message.ShouldContain("no-such-flag");
        Directory.EnumerateFileSystemEntries(parent).ShouldBeEmpty();
        Directory.Delete(parent);
    }

    [Fact]
    public async Task What_a_dead_owner_left_is_cleared_away()
    {
        var parent = Directory.CreateTempSubdirectory("etcd-testing-").FullName;
        var dead = Directory.CreateDirectory(Path.Combine(parent, "etcd-cluster-999999999-1-abcd")).FullName;
        var stranger = Directory.CreateDirectory(Path.Combine(parent, "etcd-cluster-notes")).FullName;
        var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ParentFolder = parent }, Token);
        Directory.Exists(dead).ShouldBeFalse();
        Directory.Exists(stranger).ShouldBeTrue();
        await cluster.DisposeAsync();
        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public async Task A_member_that_a_dead_owner_left_running_is_ended()
    {
        var parent = Directory.CreateTempSubdirectory("etcd-testing-").FullName;
        await using var orphaned = await EtcdCluster.StartAsync(Token);
        var dead = Directory.CreateDirectory(Path.Combine(parent, "etcd-cluster-999999999-1-abcd")).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "etcd-0.pid"), $"{orphaned.Members[0].ProcessId}", Token);
        await File.WriteAllTextAsync(Path.Combine(dead, "etcd-1.pid"), $"{Environment.ProcessId}", Token); // no etcd: somebody else by now
        await using (await EtcdCluster.StartAsync(new EtcdClusterOptions { ParentFolder = parent }, Token))
        {
            orphaned.Members[0].IsRunning.ShouldBeFalse();
            Directory.Exists(dead).ShouldBeFalse();
        }
        Directory.Delete(parent);
    }

    [Fact]
    public async Task A_start_whose_port_is_taken_is_repeated()
    {
        var parent = Directory.CreateTempSubdirectory("etcd-testing-").FullName;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var flags = new FlagsOfEachStart([$"--listen-metrics-urls=http://{taken.LocalEndpoint}"], start =>
        {
            if (start == 2)
            {
                taken.Stop();
            }
        });
        var options = new EtcdClusterOptions { ParentFolder = parent, ExtraFlags = flags };
        await using (await EtcdCluster.StartAsync(options, Token))
        {
            flags.Starts.ShouldBeInRange(2, 3);
        }

        // not for ever, and then it says so
        using var still = new TcpListener(IPAddress.Loopback, 0);
        still.Start();
        options.ExtraFlags = [$"--listen-metrics-urls=http://{still.LocalEndpoint}"];
        (await Should.ThrowAsync<EtcdClusterException>(() => EtcdCluster.StartAsync(options, Token))).Message.ShouldContain("address already in use");
        Directory.Delete(parent);
    }

    [Fact]
    public async Task A_restart_waits_for_its_old_port()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        member.Kill();
        using var taken = new TcpListener(IPEndPoint.Parse(member.DirectEndpoint));
        taken.Start();
        var start = member.StartAsync(Token);
        await Eventually.TrueAsync(() => File.ReadAllText(member.LogPath).Contains("address already in use", StringComparison.Ordinal), "etcd finds its port taken", cancellationToken: Token);
        taken.Stop();
        await start;
    }

    /// <summary>Flags that tell when a start takes them.</summary>
    private sealed class FlagsOfEachStart(string[] flags, Action<int> taken) : IReadOnlyList<string>
    {
        public int Starts { get; private set; }

        public int Count => flags.Length;

        public string this[int index] => flags[index];

        public IEnumerator<string> GetEnumerator()
        {
            taken(++Starts);
            return flags.AsEnumerable().GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
