namespace Etcd.Patterns;

/// <summary>One running instance of a service, and where to reach it. Two are equal when all their parts are, the metadata's included.</summary>
public sealed record ServiceInstance
{
    /// <summary>The service. Not empty, without a slash.</summary>
    public required string Name { get; init; }

    /// <summary>The instance, unique within its service. Not empty, without a slash. Of two processes with the same id the later one is registered.</summary>
    public required string Id { get; init; }

    /// <summary>A host name or an IP address; an IPv6 address without brackets.</summary>
    public required string Address { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Its share of the requests against the other instances' weights, for strategies that go by weight. 0: drained, no load balancer of any strategy picks it. 100.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>The verdict of its health check; without a check it is yours to set.</summary>
    public ServiceHealth Health { get; init; }

    /// <summary>Whatever else callers should know, such as a version or a region. Empty.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Address and port as URIs and dialers take them: <c>10.0.0.7:80</c>, <c>[fd00::7]:80</c>.</summary>
    public string Authority => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";

    /// <summary>The root of the instance as a URI of that scheme.</summary>
    /// <exception cref="UriFormatException">It is no scheme.</exception>
    public Uri ToUri(string scheme = "http") => new($"{scheme}://{Authority}/");

    /// <inheritdoc/>
    public bool Equals(ServiceInstance? other)
        => other is not null
            && (Name, Id, Address, Port, Weight, Health) == (other.Name, other.Id, other.Address, other.Port, other.Weight, other.Health)
            && Metadata.Count == other.Metadata.Count
            && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id, Address, Port, Weight, Health, Metadata.Count);

    /// <summary>A copy that nobody else can change.</summary>
    /// <exception cref="ArgumentException">A part of it makes no sense; the message names all that do not.</exception>
    internal ServiceInstance Validated()
        => string.Join(' ', Errors()) is { Length: > 0 } errors
            ? throw new ArgumentException($"The instance cannot be registered: {errors}")
            : this with { Metadata = new Dictionary<string, string>(Metadata, StringComparer.Ordinal) };

    internal IEnumerable<string> Errors()
        => new[]
        {
            NameError(nameof(Name), Name),
            NameError(nameof(Id), Id),
            AddressError(Address),
            Port is < 1 or > ushort.MaxValue ? $"Port {Port} is not between 1 and 65535." : null,
            Weight < 0 ? $"Weight {Weight} is less than 0; 0 drains the instance." : null,
            Enum.IsDefined(Health) ? null : $"Health {(int)Health} is none.",
            Metadata is null ? "Metadata is null; leave it empty." : Metadata.Values.Contains(null) ? "Metadata has a value that is null; leave its key out." : null,
        }.OfType<string>();

    /// <summary>Why a service or an instance cannot have that name; null when it can.</summary>
    internal static string? NameError(string what, string? name)
        => string.IsNullOrWhiteSpace(name) ? $"{what} is empty."
            : name.Contains('/', StringComparison.Ordinal) ? $"{what} '{name}' has a slash, which parts the keys; use another character."
            : null;

    private static string? AddressError(string? address)
        => string.IsNullOrWhiteSpace(address) ? "Address is empty."
            : address.StartsWith('[') ? $"Address '{address}' has brackets; write an IPv6 address without them."
            : Uri.CheckHostName(address) == UriHostNameType.Unknown ? $"Address '{address}' is neither a host name nor an IP address; scheme and path do not belong there, the port is Port."
            : null;
}
