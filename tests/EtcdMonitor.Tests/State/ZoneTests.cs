using EtcdMonitor.Clusters;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class ZoneTests
{
    [Fact]
    public void A_member_stands_where_the_configuration_says()
    {
        ClusterOptions options = new() { Endpoints = [Rounds.Endpoint(0), Rounds.Endpoint(1)], Members = [new() { Endpoint = $"http://{Rounds.Endpoint(1)}/", Zone = "eu-1a" }] };
        Rounds rounds = new(2) { State = ClusterFold.Start(options, null, Rounds.Noon) };

        rounds.Play().Members.Select(m => m.Zone).ShouldBe([null, "eu-1a"]);
    }
}
