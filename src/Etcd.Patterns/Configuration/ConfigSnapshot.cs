using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A snapshot of a configuration, without its values.</summary>
/// <param name="Version">The number it was given.</param>
/// <param name="Revision">The revision that it shows.</param>
/// <param name="CreatedAt">When it was made, by its maker's clock.</param>
/// <param name="Count">How many values it holds.</param>
public sealed record ConfigSnapshot(int Version, Revision Revision, DateTimeOffset CreatedAt, int Count);
