using Etcd.Client;

namespace Etcd.Testing;

/// <summary>Authentication of a cluster: the user <c>root</c> always, and whom it names. Switched on before the start returns.</summary>
public sealed record EtcdClusterAuth
{
    /// <summary>The user that may do everything.</summary>
    public const string Root = "root";

    /// <summary>Its password.</summary>
    public string RootPassword { get; set; } = "root's secret";

    /// <summary>Roles besides <c>root</c>.</summary>
    public IReadOnlyList<EtcdRole> Roles { get; set; } = [];

    /// <summary>Users besides <c>root</c>.</summary>
    public IReadOnlyList<EtcdUser> Users { get; set; } = [];

    /// <summary>What a client gets for its password.</summary>
    public EtcdTokenKind Tokens { get; set; }

    internal string PasswordOf(string user)
        => string.Equals(user, Root, StringComparison.Ordinal)
            ? RootPassword
            : Users.FirstOrDefault(each => string.Equals(each.Name, user, StringComparison.Ordinal))?.Password
                ?? throw new ArgumentException($"The cluster's options name no user '{user}' with a password.", nameof(user));

    internal async Task EnableAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        await using var connection = new EtcdConnection(member.OptionsFor(user: null));
        var auth = connection.Auth;
        await auth.AddUserAsync(Root, RootPassword, cancellationToken).ConfigureAwait(false);
        await auth.AddRoleAsync(Root, cancellationToken).ConfigureAwait(false);
        await auth.GrantRoleAsync(Root, Root, cancellationToken).ConfigureAwait(false);
        foreach (var role in Roles)
        {
            await auth.AddRoleAsync(role.Name, cancellationToken).ConfigureAwait(false);
            foreach (var permission in role.Permissions)
            {
                await auth.GrantPermissionAsync(role.Name, permission, cancellationToken).ConfigureAwait(false);
            }
        }
        foreach (var user in Users)
        {
            if (user.Password is { } password)
            {
                await auth.AddUserAsync(user.Name, password, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await auth.AddUserWithoutPasswordAsync(user.Name, cancellationToken).ConfigureAwait(false);
            }
            foreach (var role in user.Roles)
            {
                await auth.GrantRoleAsync(user.Name, role, cancellationToken).ConfigureAwait(false);
            }
        }
        await auth.EnableAsync(cancellationToken).ConfigureAwait(false);
    }
}
