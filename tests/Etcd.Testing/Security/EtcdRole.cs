using Etcd.Client;

namespace Etcd.Testing;

/// <summary>A role of a cluster with authentication.</summary>
/// <param name="Name">The name.</param>
/// <param name="Permissions">What it may do.</param>
public sealed record EtcdRole(string Name, params IReadOnlyList<Permission> Permissions);
