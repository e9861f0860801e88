namespace Etcd.Testing;

/// <summary>What a child does.</summary>
/// <param name="arguments">What its parent gave it.</param>
/// <param name="report">Tells its parent.</param>
/// <param name="stop">Fires when the parent lets go of it, or is gone.</param>
public delegate Task ChildScenario(IReadOnlyList<string> arguments, ChildReport report, CancellationToken stop);

/// <summary>Tells the parent what happened, with more fields where they matter.</summary>
public delegate void ChildReport(string what, params ReadOnlySpan<(string Name, object? Value)> fields);
