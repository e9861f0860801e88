using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>A pure function from a state to findings. It keeps nothing, asks nobody and reads no clock.</summary>
public interface IRule
{
    /// <summary>What it looks at, one for each <see cref="Finding.Rule"/> that it may give: so that a check that found nothing can be told from one that saw nothing.</summary>
    IReadOnlyList<Check> Checks { get; }

    /// <summary>What this round shows; rounds in a row and first sight are counted by the <see cref="Judge"/>.</summary>
    IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now);
}
