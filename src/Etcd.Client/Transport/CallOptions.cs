namespace Etcd.Client.Transport;

/// <summary>What a single call may set. The default is the connection's timeout and nothing else.</summary>
/// <param name="Timeout">Null: the connection's request timeout. Infinite: the caller's token alone ends the call.</param>
/// <param name="Token">The metadata <c>token</c>, from an authentication.</param>
/// <param name="RequireLeader">Sends <c>hasleader</c>: a member without a leader then ends the call instead of staying silent.</param>
internal readonly record struct CallOptions(TimeSpan? Timeout = null, string? Token = null, bool RequireLeader = false);
