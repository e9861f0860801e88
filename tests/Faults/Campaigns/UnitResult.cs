using System.Text.Json;
using System.Text.Json.Serialization;

namespace Faults.Campaigns;

/// <summary>A finished unit: one campaign, one version of etcd, one seed.</summary>
/// <param name="Build">Which build of the client it was: another one has shown nothing yet.</param>
/// <param name="Campaign">The campaign's name.</param>
/// <param name="Version">Of etcd.</param>
/// <param name="Seed">The seed.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Passed">Nothing wrong; of a control: something wrong.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="Wrong">What was wrong.</param>
internal sealed record UnitResult(
    string Build, string Campaign, string Version, int Seed, DateTimeOffset At, double Seconds, bool Passed, IReadOnlyDictionary<string, long> Counts, IReadOnlyCollection<string> Wrong)
{
    /// <summary>Which unit it was.</summary>
    [JsonIgnore]
    public string Unit => $"{Campaign}-{Version}-{Seed}";

    /// <summary>Of a file of results, a line each.</summary>
    public static UnitResult[] Read(string path)
        => File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.EndsWith('}')).Select(line => JsonSerializer.Deserialize<UnitResult>(line)!)] : [];

    /// <summary>Adds it to a file.</summary>
    public void Append(string path) => File.AppendAllText(path, JsonSerializer.Serialize(this) + '\n');
}
