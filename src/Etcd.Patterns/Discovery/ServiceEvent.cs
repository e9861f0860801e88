using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A change among the instances of a service.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Instance">The instance as it is now; as it was last, when it was removed.</param>
/// <param name="Previous">As it was before; null when it was added. The same as <paramref name="Instance"/> when it was registered anew without a change.</param>
/// <param name="Revision">The revision at which it happened.</param>
public sealed record ServiceEvent(ServiceEventType Type, ServiceInstance Instance, ServiceInstance? Previous, Revision Revision);
