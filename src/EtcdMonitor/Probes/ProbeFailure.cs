using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>A probe's classified failure.</summary>
/// <param name="Kind">The class.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record ProbeFailure(EtcdFailure Kind, string Message);
