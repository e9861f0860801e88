namespace Etcd.Testing;

/// <summary>A user of a cluster with authentication.</summary>
/// <param name="Name">The name; with <see cref="EtcdTlsMode.Mutual"/> also the certificate's common name that stands for it.</param>
/// <param name="Password">The password; null: none, a certificate only.</param>
/// <param name="Roles">The roles' names.</param>
public sealed record EtcdUser(string Name, string? Password, params IReadOnlyList<string> Roles);
