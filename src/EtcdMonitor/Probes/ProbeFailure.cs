using System.Net.Sockets;
using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>A probe's classified failure.</summary>
/// <param name="Kind">The class.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record ProbeFailure(EtcdFailure Kind, string Message)
{
    /// <summary>What HTTP throws when a connection cannot be made or breaks: a bare <see cref="SocketException"/> too, where a member hangs up in the very moment it has accepted.</summary>
    internal static bool IsOfTheWay(Exception e) => e is HttpRequestException or IOException or SocketException;

    /// <summary>The way's failure, or what etcd's refusal amounts to.</summary>
    internal static ProbeFailure Of(EtcdException e) => new(
        e switch
        {
            { Failure: not EtcdFailure.None } => e.Failure,
            { Code: EtcdErrorCode.NoLeader } => EtcdFailure.NoLeader,
            { Code: EtcdErrorCode.PermissionDenied } => EtcdFailure.PermissionDenied,
            { Code: EtcdErrorCode.Unauthenticated } => EtcdFailure.Unauthenticated,
            _ => EtcdFailure.Other,
        },
        e.Message);
}
