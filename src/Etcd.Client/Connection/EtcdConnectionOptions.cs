namespace Etcd.Client;

/// <summary>How to reach one member. Copied when a connection is made of it.</summary>
public sealed record EtcdConnectionOptions : EtcdOptions
{
    /// <summary>The member at <c>localhost:2379</c>, with every default.</summary>
    public EtcdConnectionOptions()
    {
    }

    internal EtcdConnectionOptions(EtcdOptions common)
        : base(common)
    {
    }

    /// <summary>The member: <c>host:port</c>, <c>http://host:port</c> or <c>https://host:port</c>. Without a scheme, https as soon as <see cref="EtcdOptions.Tls"/> says anything, else http. Port 2379 when left out.</summary>
    public string Endpoint { get; set; } = "localhost:2379";

    /// <summary>The endpoint and the user; never the password.</summary>
    public override string ToString() => User is null ? Endpoint : $"{User}@{Endpoint}";

    internal EtcdConnectionOptions Validated()
    {
        ThrowIfInvalid();
        return this with { Tls = Tls with { } };
    }
}
