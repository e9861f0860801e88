namespace Etcd.Tests.Testing;

/// <summary>What a simulated store does wrong, now and then.</summary>
public enum StoreBug
{
    None,
    StaleRead,
    LostWrite,
    WriteAppliedTwice,
    SwapIgnoresItsCompare,
    RevisionGoesBack,
    AppliedButReportedFailed,
}
