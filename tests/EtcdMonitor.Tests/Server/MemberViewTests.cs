using System.Collections.Immutable;
using System.Text.Json;
using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class MemberViewTests
{
    [Fact]
    public async Task A_member_tells_what_it_refuses_its_certificates_and_its_flags()
    {
        ClusterSnapshot healthy = HandMade.Healthy();
        MemberState told = healthy.State.Members[1] with
        {
            Capabilities = new Capabilities().With(Capability.Status, null).With(Capability.Hash, new ProbeFailure(EtcdFailure.PermissionDenied, "permission denied")),
            Certificate = new()
            {
                Use = CertificateUse.Server,
                Subject = "CN=etcd-1",
                Issuer = "CN=ca",
                NotBefore = healthy.State.At.AddDays(-1),
                NotAfter = healthy.State.At.AddDays(9),
                Thumbprint = "AB",
                Names = ["etcd-1"],
                SeenAt = healthy.State.At,
            },
            Flags = new() { At = healthy.State.At, Missing = null, Values = ImmutableSortedDictionary<string, string>.Empty.Add("election-timeout", "1000") },
        };
        await using RunningServer server = await RunningServer.StartAsync(healthy with { State = healthy.State with { Members = healthy.State.Members.SetItem(1, told) } });

        JsonElement answer = await server.JsonAsync($"/api/v1/cluster/members/{told.Name}");

        answer.GetProperty("capabilities").GetProperty("allowed").EnumerateArray().Select(c => c.GetString()).ShouldBe(["status"]);
        answer.GetProperty("capabilities").GetProperty("denied").GetProperty("hash").GetString().ShouldBe("permission denied");
        JsonElement certificate = answer.GetProperty("certificates").EnumerateArray().Single();
        (certificate.GetProperty("use").GetString(), certificate.GetProperty("not_after").GetDateTimeOffset()).ShouldBe(("server", told.Certificate!.NotAfter));
        answer.GetProperty("flags").GetProperty("values").GetProperty("election-timeout").GetString().ShouldBe("1000");
    }

    [Fact]
    public async Task Hashes_say_who_differs()
    {
        ClusterSnapshot healthy = HandMade.Healthy();
        MemberHash[] answers = [.. healthy.State.Members.Select((m, i) => new MemberHash { Member = m.Id!.Value, Name = m.Name, Outcome = HashOutcome.Hashed, Revision = 7, Hash = i == 2 ? 2u : 1u, At = healthy.State.At, Took = TimeSpan.FromMilliseconds(3) })];
        HashSweep sweep = new() { Revision = 7, StartedAt = healthy.State.At, EndedAt = healthy.State.At, Answers = [.. answers] };
        HashState hashes = new() { Last = sweep, Missing = null, Divergence = new() { Since = healthy.State.At, Sweep = sweep, Bad = [answers[2].Name] } };
        await using RunningServer server = await RunningServer.StartAsync(healthy with { State = healthy.State with { Hashes = hashes } });

        JsonElement answer = await server.JsonAsync("/api/v1/cluster/hashes");

        answer.GetProperty("equal").GetBoolean().ShouldBeFalse();
        answer.GetProperty("bad").EnumerateArray().Single().GetString().ShouldBe(answers[2].Name);
        answer.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("hash").GetUInt32()).ShouldBe([1u, 1u, 2u, 1u, 1u]);
    }
}
