using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>What a rule looks at, and what it means that it found nothing.</summary>
/// <param name="Name">The <see cref="Finding.Rule"/> that it gives when something is wrong.</param>
/// <param name="LooksAt">What is looked at, in a few words that a line can start with, <c>of etcd-1</c> behind them: <c>WAL fsync p99</c>.</param>
/// <param name="Well">What holds when nothing was found, a sentence without a full stop.</param>
public sealed record Check(string Name, string LooksAt, string Well)
{
    /// <summary>What may happen unnoticed while it sees nothing, a sentence without a full stop: <c>A disk that fills up would go unnoticed</c>. Null: nothing that is worth a line.</summary>
    public string? Unnoticed { get; init; }

    /// <summary>Why the state tells nothing about it; null: it does tell. By default somebody must have answered.</summary>
    public Func<ClusterState, string?> Unseen { get; init; } = Sight.Answers;

    /// <summary>Makes it a check of each member: why this one's state tells nothing about it; null: it does. Null in all: it is one check of the cluster.</summary>
    public Func<MemberState, string?>? UnseenOf { get; init; }
}
