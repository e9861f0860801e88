using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Users, roles, permissions. With authentication on, most calls want the root role.</summary>
public sealed class AuthClient
{
    private readonly ITransport _transport;

    internal AuthClient(ITransport transport) => _transport = transport;

    /// <summary>Switches authentication on. A user <c>root</c> with the role <c>root</c> must exist.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask EnableAsync(CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.AuthEnable, new Proto.AuthEnableRequest(), cancellationToken);

    /// <summary>Switches authentication off: everybody may do everything.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask DisableAsync(CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.AuthDisable, new Proto.AuthDisableRequest(), cancellationToken);

    /// <summary>Whether authentication is on.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.NotSupported"/> before etcd 3.5.</exception>
    public async ValueTask<AuthStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport.UnaryAsync(EtcdMethods.AuthStatus, new Proto.AuthStatusRequest(), default, cancellationToken).ConfigureAwait(false);
        return new AuthStatus(answer.Enabled, answer.AuthRevision);
    }

    /// <summary>Adds a user.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.FailedPrecondition"/> when there is one of that name.</exception>
    public ValueTask AddUserAsync(string user, string password, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserAdd,
            new Proto.AuthUserAddRequest { Name = Named(user), Password = password, Options = new Proto.UserAddOptions() }, cancellationToken);

    /// <summary>Adds a user who can only come in with a client certificate whose common name is <paramref name="user"/>.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.FailedPrecondition"/> when there is one of that name.</exception>
    public ValueTask AddUserWithoutPasswordAsync(string user, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserAdd,
            new Proto.AuthUserAddRequest { Name = Named(user), Options = new Proto.UserAddOptions { NoPassword = true } }, cancellationToken);

    /// <summary>Deletes a user.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask DeleteUserAsync(string user, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserDelete, new Proto.AuthUserDeleteRequest { Name = Named(user) }, cancellationToken);

    /// <summary>Sets a user's password. Tokens given out before stay good until they expire.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask ChangePasswordAsync(string user, string password, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserChangePassword, new Proto.AuthUserChangePasswordRequest { Name = Named(user), Password = password }, cancellationToken);

    /// <summary>The users' names.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<IReadOnlyList<string>> ListUsersAsync(CancellationToken cancellationToken = default)
        => [.. (await _transport.UnaryAsync(EtcdMethods.UserList, new Proto.AuthUserListRequest(), default, cancellationToken).ConfigureAwait(false)).Users];

    /// <summary>A user's roles.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.FailedPrecondition"/> when there is no such user.</exception>
    public async ValueTask<IReadOnlyList<string>> GetUserRolesAsync(string user, CancellationToken cancellationToken = default)
        => [.. (await _transport.UnaryAsync(EtcdMethods.UserGet, new Proto.AuthUserGetRequest { Name = Named(user) }, default, cancellationToken).ConfigureAwait(false)).Roles];

    /// <summary>Gives a user a role.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask GrantRoleAsync(string user, string role, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserGrantRole, new Proto.AuthUserGrantRoleRequest { User = Named(user), Role = Named(role) }, cancellationToken);

    /// <summary>Takes a role from a user.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask RevokeRoleAsync(string user, string role, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.UserRevokeRole, new Proto.AuthUserRevokeRoleRequest { Name = Named(user), Role = Named(role) }, cancellationToken);

    /// <summary>The roles' names.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<IReadOnlyList<string>> ListRolesAsync(CancellationToken cancellationToken = default)
        => [.. (await _transport.UnaryAsync(EtcdMethods.RoleList, new Proto.AuthRoleListRequest(), default, cancellationToken).ConfigureAwait(false)).Roles];

    /// <summary>A role's permissions.</summary>
    /// <exception cref="EtcdException">The call failed; <see cref="EtcdErrorCode.FailedPrecondition"/> when there is no such role.</exception>
    public async ValueTask<IReadOnlyList<Permission>> GetRoleAsync(string role, CancellationToken cancellationToken = default)
    {
        var request = new Proto.AuthRoleGetRequest { Role = Named(role) };
        var answer = await _transport.UnaryAsync(EtcdMethods.RoleGet, request, default, cancellationToken).ConfigureAwait(false);
        return [.. answer.Perm.Select(Permission.From)];
    }

    /// <summary>Adds a role without permissions.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask AddRoleAsync(string role, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.RoleAdd, new Proto.AuthRoleAddRequest { Name = Named(role) }, cancellationToken);

    /// <summary>Deletes a role.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask DeleteRoleAsync(string role, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.RoleDelete, new Proto.AuthRoleDeleteRequest { Role = Named(role) }, cancellationToken);

    /// <summary>Allows a role something; a permission on the same range is replaced.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask GrantPermissionAsync(string role, Permission permission, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.RoleGrantPermission, new Proto.AuthRoleGrantPermissionRequest { Name = Named(role), Perm = permission.ToWire() }, cancellationToken);

    /// <summary>Takes a permission from a role; the range must be the very one that was granted.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask RevokePermissionAsync(string role, KeyRange range, CancellationToken cancellationToken = default)
        => CallAsync(EtcdMethods.RoleRevokePermission,
            new Proto.AuthRoleRevokePermissionRequest { Role = Named(role), Key = range.WireKey, RangeEnd = range.WireEnd }, cancellationToken);

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }

    private async ValueTask CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TResponse : class
        => await _transport.UnaryAsync(method, request, default, cancellationToken).ConfigureAwait(false);
}
