using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Cluster;

public sealed class ClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task The_member_list_changes_as_told(EtcdVersion version)
    {
        Requirements.Etcd(version);
        // right after a start etcd refuses to change the membership until peers have been connected for 5 s
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, ExtraFlags = ["--strict-reconfig-check=false"] }, Token);
        await using var connection = cluster.Members[0].Connect();
        var members = connection.Cluster;

        var only = (await members.ListMembersAsync(cancellationToken: Token)).Members.ShouldHaveSingleItem();
        only.Name.ShouldBe("etcd-0");
        only.PeerUrls.ShouldBe([cluster.Members[0].PeerUrl]);
        only.ClientUrls.ShouldBe([cluster.Members[0].ClientUrl]);
        only.IsLearner.ShouldBeFalse();

        var learner = await members.AddLearnerAsync(["http://127.0.0.1:1"], Token);
        learner.IsLearner.ShouldBeTrue();
        learner.Name.ShouldBeEmpty();
        var list = await members.ListMembersAsync(linearizable: false, Token);
        list.Members.Count.ShouldBe(2);
        list.Members.ShouldContain(member => member.Id == learner.Id && member.IsLearner && member.ClientUrls.Count == 0);
        list.Header.Member.ShouldBe(only.Id);

        (await Should.ThrowAsync<EtcdException>(async () => await members.PromoteLearnerAsync(learner.Id, Token))).Code.ShouldBe(EtcdErrorCode.FailedPrecondition);
        await members.UpdateMemberAsync(learner.Id, ["http://127.0.0.1:2"], Token);
        (await members.ListMembersAsync(cancellationToken: Token)).Members.Single(member => member.Id == learner.Id).PeerUrls.ShouldBe(["http://127.0.0.1:2"]);
        await members.RemoveMemberAsync(learner.Id, Token);
        (await members.ListMembersAsync(cancellationToken: Token)).Members.Count.ShouldBe(1);
        (await Should.ThrowAsync<EtcdException>(async () => await members.RemoveMemberAsync(new MemberId(7), Token))).Code.ShouldBe(EtcdErrorCode.MemberNotFound);
    }
}
