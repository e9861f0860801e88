using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>What became of a value of the configuration.</summary>
/// <param name="Path">Where it stands, within the manager that was asked.</param>
/// <param name="Old">What it was; null when there was none.</param>
/// <param name="New">What it is; null when it was removed.</param>
/// <param name="Revision">When it changed.</param>
/// <param name="IsInitial">True for what was there when the observation began; such a value has no <paramref name="Old"/>.</param>
public sealed record ConfigChange(string Path, ConfigValue? Old, ConfigValue? New, Revision Revision, bool IsInitial);
