namespace Etcd.Client;

/// <summary>Whether authentication is on.</summary>
/// <param name="Enabled">It is on.</param>
/// <param name="Revision">Counts the changes to users, roles and permissions.</param>
public readonly record struct AuthStatus(bool Enabled, ulong Revision);
