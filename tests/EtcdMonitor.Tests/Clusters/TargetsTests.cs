using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Tests.Clusters;

public sealed class TargetsTests
{
    private static readonly MemberId One = new(1), Two = new(2);

    private static readonly ImmutableArray<Member> List =
    [
        new(One, "etcd-0", [], ["http://10.0.0.1:2379", "http://192.168.0.1:2379"], false),
        new(Two, "etcd-1", [], ["http://10.0.0.2:2379"], true),
    ];

    [Fact]
    public void Before_anybody_answered_each_endpoint_is_asked() => Ask(["a", "b"], [], []).ShouldBe([new("a"), new("b")]);

    [Fact]
    public void Members_that_no_endpoint_is_are_asked_at_the_first_url_that_they_advertise() =>
        Ask(["10.0.0.1"], List, [("10.0.0.1", One)]).ShouldBe([new("10.0.0.1", false), new("http://10.0.0.2:2379", true)]);

    [Fact]
    public void Without_discovery_only_endpoints_are_asked() =>
        Ask(["10.0.0.1"], List, [("10.0.0.1", One)], discover: false, failing: ["10.0.0.1"]).ShouldBe([new("10.0.0.1", false)]);

    [Fact]
    public void A_second_endpoint_of_a_member_is_asked_seldom() =>
        Ask(["a", "b"], [], [("a", One), ("b", One)]).ShouldBe([new("a"), new("b", Seldom: true)]);

    [Fact]
    public void While_an_endpoint_fails_the_spare_ones_are_asked_beside_it() =>
        Ask(["a", "10.0.0.1"], List, [("a", One), ("10.0.0.1", One)], failing: ["a"]).ShouldBe([new("a", false), new("10.0.0.1", false), new("http://10.0.0.2:2379", true)]);

    [Fact]
    public void When_all_endpoints_of_a_member_fail_its_advertised_urls_are_asked_too() =>
        Ask(["a", "10.0.0.1"], List, [("a", One), ("10.0.0.1", One)], failing: ["a", "10.0.0.1"])
            .ShouldBe([new("a", false), new("10.0.0.1", false), new("http://192.168.0.1:2379", false), new("http://10.0.0.2:2379", true)]);

    [Fact]
    public void A_url_on_loopback_is_of_no_use_from_another_host()
    {
        ImmutableArray<Member> list = [List[0], List[1] with { ClientUrls = ["http://127.0.0.1:2379"] }];
        Ask(["10.0.0.1"], list, [("10.0.0.1", One)]).ShouldBe([new("10.0.0.1", false)]);
    }

    [Theory]
    [InlineData("http://ETCD-0", "etcd-0:2379", true)]
    [InlineData("https://etcd-0:2379/", "etcd-0", true)]
    [InlineData("[::1]", "http://[::1]:2379", true)]
    [InlineData("etcd-0:2380", "etcd-0", false)]
    public void An_endpoint_is_its_host_and_port(string one, string other, bool same) => Address.Same(one, other).ShouldBe(same);

    private static IReadOnlyCollection<Target> Ask(string[] endpoints, ImmutableArray<Member> listed, (string Endpoint, MemberId Id)[] ids, bool discover = true, string[]? failing = null) =>
        Targets.Of(new() { Endpoints = endpoints, Discover = discover }, listed, ids.ToImmutableDictionary(i => i.Endpoint, i => i.Id), new HashSet<string>(failing ?? []));
}
