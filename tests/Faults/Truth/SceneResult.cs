namespace Faults.Truth;

/// <summary>How one scene went: a line of the results' file.</summary>
/// <param name="Scene">The scene's name.</param>
/// <param name="Version">Of etcd.</param>
/// <param name="Run">Which of its runs.</param>
/// <param name="Seed">The seed.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took in all.</param>
/// <param name="EventMs">From the fault to the verdict; null: it never came, or none was awaited.</param>
/// <param name="ToldMs">From the fault to the notification; null: it never came, or none was awaited.</param>
/// <param name="ClearMs">From healing until the verdict was gone; null: it stayed, or nothing was healed.</param>
/// <param name="Wrong">What was wrong, a sentence each; empty: it passed.</param>
internal sealed record SceneResult(
    string Scene, string Version, int Run, int Seed, DateTimeOffset At, double Seconds, double? EventMs, double? ToldMs, double? ClearMs, IReadOnlyCollection<string> Wrong)
{
    /// <summary>Nothing was wrong.</summary>
    public bool Passed => Wrong.Count == 0;
}
