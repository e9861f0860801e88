using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Support;

/// <summary>For tests on real clusters whose verdict is their subject: what a machine that does other things meanwhile does to its members is none of it.</summary>
internal static class Patient
{
    /// <summary>Limits that no load of the machine crosses.</summary>
    public static Thresholds Thresholds => new()
    {
        MaxLatencyMs = 60_000,
        FsyncInfoMs = 50_000,
        FsyncWarningMs = 55_000,
        FsyncCriticalMs = 60_000,
        CommitInfoMs = 50_000,
        CommitWarningMs = 60_000,
        MaxPeerRoundTripMs = 60_000,
        WarnLateHeartbeatsPerMinute = 1e6,
        MaxSlowAppliesPerMinute = 1e6,
        MaxFailedProposalsPerQuarterHour = 1_000_000,
        WarnErrorRate = 0.99,
        MaxErrorRate = 1,
    };
}
