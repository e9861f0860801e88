using System.Text.Json;
using System.Text.Json.Serialization;
using Etcd.Client;
using EtcdMonitor;

namespace Faults.Truth;

/// <summary>How one scene went: a line of the results' file.</summary>
/// <param name="Build">Which build of monitor and client it was: another one has shown nothing yet.</param>
/// <param name="Scene">The scene's name.</param>
/// <param name="Version">Of etcd.</param>
/// <param name="Run">Which of its runs.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Churn">How many disturbances a scene of many made.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took in all.</param>
/// <param name="EventMs">From the fault to the verdict; null: it never came, or none was awaited.</param>
/// <param name="ToldMs">From the fault to the notification; null: it never came, or none was awaited.</param>
/// <param name="ClearMs">From healing until the verdict was gone; null: it stayed, or nothing was healed.</param>
/// <param name="Wrong">What was wrong, a sentence each; empty: it passed.</param>
internal sealed record SceneResult(
    string Build, string Scene, string Version, int Run, int Seed, int Churn, DateTimeOffset At, double Seconds, double? EventMs, double? ToldMs, double? ClearMs, IReadOnlyCollection<string> Wrong)
{
    /// <summary>The build that runs.</summary>
    public static string ThisBuild { get; } = $"{Stamp(typeof(MonitorService))}-{Stamp(typeof(EtcdClient))}";

    /// <summary>Nothing was wrong.</summary>
    [JsonIgnore]
    public bool Passed => Wrong.Count == 0;

    /// <summary>What this build has shown, of a file of results, a line each.</summary>
    public static SceneResult[] Read(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.EndsWith('}')).Select(line => JsonSerializer.Deserialize<SceneResult>(line)!).Where(result => result.Build == ThisBuild)]
        : [];

    /// <summary>Adds it to a file.</summary>
    public void Append(string path) => File.AppendAllText(path, JsonSerializer.Serialize(this) + '\n');

    private static string Stamp(Type type) => type.Module.ModuleVersionId.ToString("n")[..8];
}
