namespace EtcdMonitor.State;

/// <summary>Counters of a member's metrics page at one time. Null: the page lacks it.</summary>
/// <param name="At">When the page was read.</param>
/// <param name="ProposalsFailed">Proposals that failed.</param>
/// <param name="LeasesGranted">Leases granted.</param>
/// <param name="LeasesRevoked">Leases revoked, expired ones among them.</param>
public sealed record CounterPoint(DateTimeOffset At, double? ProposalsFailed, double? LeasesGranted, double? LeasesRevoked)
{
    /// <summary>Counted from where another point stands: below 0 for what was before it.</summary>
    internal CounterPoint From(CounterPoint zero) => this with
    {
        ProposalsFailed = ProposalsFailed - zero.ProposalsFailed,
        LeasesGranted = LeasesGranted - zero.LeasesGranted,
        LeasesRevoked = LeasesRevoked - zero.LeasesRevoked,
    };

    /// <summary>Whether a counter stands lower than it did: another process counts.</summary>
    internal bool IsBehind(CounterPoint before) =>
        ProposalsFailed < before.ProposalsFailed || LeasesGranted < before.LeasesGranted || LeasesRevoked < before.LeasesRevoked;
}
