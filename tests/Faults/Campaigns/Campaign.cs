using Etcd.Testing;
using Faults.Campaigns.Patterns;

namespace Faults.Campaigns;

/// <summary>A claim, and the work under faults that would refute it.</summary>
/// <param name="Name">For <c>ONLY=</c> and the table.</param>
/// <param name="Claim">What must hold, in the words of the table.</param>
/// <param name="WorkAsync">Works until the token of the scene's time fires, then checks; what is wrong goes to the scene.</param>
internal sealed record Campaign(string Name, string Claim, Func<Scene, Task> WorkAsync)
{
    /// <summary>A control: its client is wrong on purpose, and the checks have to find that.</summary>
    public bool MustFail { get; init; }

    /// <summary>What is done to the cluster meanwhile.</summary>
    public IReadOnlyList<Trouble> Troubles { get; init; } = Trouble.All;

    /// <summary>A trouble comes each so often.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a unit works.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The cluster it needs, but for the version.</summary>
    public EtcdClusterOptions Cluster { get; init; } = new() { Members = 3, ClientProxies = true, PeerProxies = true };

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<Campaign> All { get; } =
    [
        KvWork.Campaign,
        KvWork.Authenticated,
        BankWork.Campaign,
        WatchWork.Campaign,
        LeaseWork.Blackholes,
        LeaseWork.FrozenLeader,
        PauseWork.Campaign,
        PatternsWork.Campaign,
        BlindWork.Campaign,
        BankWork.Unguarded,
        WatchWork.Careless,
        PatternsWork.UnfencedLock,
        PatternsWork.UnfencedLeader,
    ];
}
