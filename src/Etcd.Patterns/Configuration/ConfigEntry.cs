using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A value of the configuration, and when it was written.</summary>
/// <param name="Path">Where it stands, within the manager that was asked.</param>
/// <param name="Value">The value.</param>
/// <param name="Revision">When it was last written: what <see cref="ConfigManager.TrySetAsync"/> compares.</param>
public sealed record ConfigEntry(string Path, ConfigValue Value, Revision Revision);
