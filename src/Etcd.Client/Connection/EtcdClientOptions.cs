using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Etcd.Client;

/// <summary>How to reach a cluster. Copied when a client is made of it.</summary>
public sealed record EtcdClientOptions : EtcdOptions
{
    /// <summary>The members, each as <see cref="EtcdConnectionOptions.Endpoint"/> takes it. None given: <c>localhost:2379</c>. A client starts at one of them by chance, and stays there until it fails.</summary>
    public string[] Endpoints { get; set; } = [];

    /// <summary>True: a call that provably was not applied is tried again, at another member first, until <see cref="EtcdOptions.RequestTimeout"/>. False: one try at one member.</summary>
    public bool Retry { get; set; } = true;

    /// <summary>How often to ask for the member list and use its client URLs instead of <see cref="Endpoints"/>. Null: never.</summary>
    public TimeSpan? MemberSyncInterval { get; set; }

    /// <summary>Chance, in [0, 1): where to start, and how much of a pause to wait. For tests that must repeat.</summary>
    public Func<double> Randomizer { get; set; } = Random.Shared.NextDouble;

    /// <summary>Where the client says that it went to another member, resumed a watch, or lost a lease. Never a value, never a password.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The endpoints and the user; never the password.</summary>
    public override string ToString()
    {
        var endpoints = string.Join(',', EndpointsOrDefault());
        return User is null ? endpoints : $"{User}@{endpoints}";
    }

    internal EtcdClientOptions Validated()
    {
        string[] endpoints = [.. EndpointsOrDefault()];
        ThrowIfInvalid(
        [
            .. endpoints.Select(endpoint => EtcdEndpoint.ErrorIn(endpoint)),
            MemberSyncInterval is { } interval && interval <= TimeSpan.Zero ? "MemberSyncInterval must be longer than 0, or null." : null,
        ]);
        return this with { Endpoints = [.. endpoints.Select(endpoint => EtcdEndpoint.Canonical(endpoint, Tls.IsSet))], Tls = Tls with { } };
    }

    internal EtcdConnectionOptions For(string endpoint) => new(this) { Endpoint = endpoint };

    private IEnumerable<string> EndpointsOrDefault() => Endpoints.Length == 0 ? ["localhost:2379"] : Endpoints;
}
