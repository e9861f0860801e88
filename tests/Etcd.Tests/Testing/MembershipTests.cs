using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class MembershipTests
{
    // etcd's own check would cost each change 5 s; one test below keeps it on
    private static readonly EtcdClusterOptions Quick = new() { ExtraFlags = ["--strict-reconfig-check=false"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_learner_follows_is_promoted_and_votes(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(Quick with { Version = version, ClientTls = EtcdTlsMode.Mutual, PeerTls = true, Auth = new() }, Token);
        await using var first = cluster.Members[0].Connect();
        await first.Kv.PutAsync("a", "x", Token);

        var learner = await cluster.AddLearnerAsync(cancellationToken: Token);
        (learner.Name, learner.IsLearner, cluster.Members.Count).ShouldBe(("etcd-1", true, 2));
        (await ListedAsync(first)).ShouldBe(["etcd-0", "etcd-1 learner"]);

        await cluster.PromoteAsync(learner, Token);
        learner.IsLearner.ShouldBeFalse();
        await using var second = learner.Connect();
        (await ListedAsync(second)).ShouldBe(["etcd-0", "etcd-1"]);
        (await second.Kv.GetAsync("a", Token)).ShouldNotBeNull();
        cluster.Members[0].Freeze();
        await using var alone = new EtcdConnection(learner.ConnectionOptions with { RequestTimeout = TimeSpan.FromSeconds(1) });
        await Should.ThrowAsync<EtcdException>(async () => await alone.Kv.PutAsync("a", "y", Token)); // one of two votes is no quorum
    }

    [Fact]
    public async Task Members_come_and_go_and_their_data_with_them()
    {
        await using var cluster = await EtcdCluster.StartAsync(Quick with { Members = 2 }, Token);
        var (first, second) = (cluster.Members[0], cluster.Members[1]);
        var third = await cluster.AddMemberAsync(cancellationToken: Token);
        cluster.Members.ShouldBe([first, second, third]);

        // whoever leads: the first may be the one that goes
        await cluster.RemoveMemberAsync(first, Token);
        cluster.Members.ShouldBe([second, third]);
        first.IsRunning.ShouldBeFalse();
        Directory.Exists(first.DataFolder).ShouldBeFalse();
        await using var connection = (await cluster.LeaderAsync(Token)).Connect();
        (await ListedAsync(connection)).ShouldBe(["etcd-1", "etcd-2"]);
        (await Should.ThrowAsync<ArgumentException>(() => cluster.RemoveMemberAsync(first, Token))).Message.ShouldContain("etcd-0 is no member");
        (await cluster.AddMemberAsync(cancellationToken: Token)).Name.ShouldBe("etcd-3"); // a name is never used again
    }

    [Fact]
    public async Task A_member_that_lost_its_disk_comes_back_with_another_identity_and_the_same_data()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3 }, Token);
        var lost = await cluster.LeaderAsync(Token);
        await using var connection = lost.Connect();
        await connection.Kv.PutAsync("a", "kept", Token);
        var before = (await connection.Maintenance.StatusAsync(Token)).Header.Member;
        var peerUrl = lost.PeerUrl;

        await cluster.ReplaceAsync(lost, Token);
        (await connection.Maintenance.StatusAsync(Token)).Header.Member.ShouldNotBe(before);
        lost.PeerUrl.ShouldBe(peerUrl);
        (await connection.Kv.GetAsync("a", Token))!.Value.Value.ToString().ShouldBe("kept");
        (await ListedAsync(connection)).ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
    }

    [Fact]
    public async Task Versions_side_by_side_are_upgraded_one_by_one()
    {
        Requirements.Etcd(EtcdVersion.V34);
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(
            new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V34, MemberVersions = [EtcdVersion.V34, EtcdVersion.V35] }, Token);
        (await VersionsAsync(cluster)).ShouldBe(["3.4", "3.5", "3.4"]);
        await using var connection = cluster.Members[1].Connect();
        await connection.Kv.PutAsync("a", "kept", Token);

        await cluster.Members[0].UpgradeAsync(EtcdVersion.V35, Token);
        (await VersionsAsync(cluster)).ShouldBe(["3.5", "3.5", "3.4"]);
        await using var upgraded = cluster.Members[0].Connect();
        (await upgraded.Kv.GetAsync("a", Token))!.Value.Value.ToString().ShouldBe("kept");
        (await File.ReadAllTextAsync(cluster.Members[0].LogPath, Token)).ShouldContain("received signal; shutting down"); // in order, not killed
    }

    [Fact]
    public async Task A_change_that_cannot_be_names_what_etcd_said()
    {
        await using var cluster = await EtcdCluster.StartAsync(Quick with { StartTimeout = TimeSpan.FromSeconds(2) }, Token);
        await cluster.AddLearnerAsync(cancellationToken: Token);
        (await Should.ThrowAsync<EtcdClusterException>(() => cluster.AddLearnerAsync(cancellationToken: Token)))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith("etcd-2 could not be added within 2 s:"),
                message => message.ShouldContain("too many learner members"));
    }

    private static async Task<IEnumerable<string>> ListedAsync(EtcdConnection connection)
        => (await connection.Cluster.ListMembersAsync(cancellationToken: Token)).Members.Select(each => each.IsLearner ? $"{each.Name} learner" : each.Name).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> VersionsAsync(EtcdCluster cluster)
    {
        List<string> versions = [];
        foreach (var member in cluster.Members)
        {
            await using var connection = member.Connect();
            versions.Add((await connection.Maintenance.StatusAsync(Token)).Version[..3]);
        }
        return versions;
    }
}
