namespace Etcd.Testing;

internal enum FaultKind
{
    Pass,
    Cut,
    Reset,
    Blackhole,
    Delay,
    CutAfter,
}
