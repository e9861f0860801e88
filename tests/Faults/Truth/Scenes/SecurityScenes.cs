using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Clusters with users and certificates: the same verdicts, and what may not be seen is said.</summary>
internal static class SecurityScenes
{
    private static readonly TimeSpan Dead = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private static readonly EtcdClusterOptions Auth = new() { Members = 3, Auth = new() };
    private static readonly EtcdClusterOptions MutualTls = new() { Members = 3, ClientTls = EtcdTlsMode.Mutual, PeerTls = true };

    // whoever may do everything sees everything
    private static readonly string[] Blind = ["metrics_missing", "status_denied", "reduced_visibility"];

    public static IEnumerable<Scene> All =>
    [
        new("auth-well") { Cluster = Auth, Lasts = Settled, Stands = true, Never = Blind },
        new("auth-kill-leader")
        {
            Cluster = Auth,
            InjectAsync = async stage => ProcessScenes.Kill(stage, await stage.LeaderAsync()),
            Expects = new("member_down", Dead),
            HealAsync = ProcessScenes.RestartAsync,
            Never = ["quorum_lost", "network_partition", "status_denied"],
        },
        new("auth-quorum-killed") // no quorum checks no password any more, and the verdict must come all the same
        {
            Cluster = Auth,
            InjectAsync = stage =>
            {
                stage.Now();
                foreach (EtcdMember member in stage.Cluster.Members.Take(2))
                {
                    member.Kill();
                }

                return Task.CompletedTask;
            },
            Expects = new("quorum_lost", TimeSpan.FromSeconds(5)) { NamesVictim = false, Told = TimeSpan.FromSeconds(5) },
            HealAsync = ProcessScenes.RestartAllAsync,
            Never = ["network_partition"],
        },
        new("auth-without-user") // 3.5 tells its status to root alone: what is not seen is said
        {
            Cluster = Auth,
            Versions = [EtcdVersion.V35],
            Configure = (_, options) => (options.Clusters[0].Username, options.Clusters[0].Password) = (null, null),
            Stands = true,
            Expects = new("reduced_visibility", Dead) { NamesVictim = false },
            Never = ["quorum_lost", "no_leader", "member_down", "network_partition"],
        },
        new("mtls-well") { Cluster = MutualTls, Lasts = Settled, Stands = true, Never = Blind },
        new("mtls-kill-leader")
        {
            Cluster = MutualTls,
            InjectAsync = async stage => ProcessScenes.Kill(stage, await stage.LeaderAsync()),
            Expects = new("member_down", Dead),
            HealAsync = ProcessScenes.RestartAsync,
            Never = [.. Blind, "quorum_lost", "network_partition"],
        },
        new("mtls-freeze-follower")
        {
            Cluster = MutualTls,
            InjectAsync = async stage =>
            {
                EtcdMember member = await stage.FollowerAsync();
                stage.Now();
                member.Freeze();
            },
            Expects = new("member_down", TimeSpan.FromSeconds(5)),
            HealAsync = stage =>
            {
                stage.Victim!.Thaw();
                return Task.CompletedTask;
            },
            Never = ["quorum_lost", "network_partition", "no_leader"],
        },
        new("certificate-ends") // a member comes back with one that ends in ten days; etcd reads it at each handshake
        {
            Cluster = MutualTls,
            InjectAsync = async stage => (await stage.FollowerAsync()).ShowCertificate(TimeProvider.System.GetUtcNow().AddDays(10)),
            Expects = new("certificate", TimeSpan.FromSeconds(35)) { AtLeast = EtcdMonitor.Rules.Severity.Warning, Clears = TimeSpan.FromSeconds(35) },
            HealAsync = stage =>
            {
                stage.Victim!.ShowCertificate(CertificateFlaw.None);
                return Task.CompletedTask;
            },
            Never = ["quorum_lost", "no_leader", "member_down", "new_connections"],
        },
    ];
}
