using System.Globalization;

namespace Faults.Soak;

/// <summary>What a campaign came to.</summary>
/// <param name="Faults">How many faults there were.</param>
/// <param name="Trends">The figures.</param>
/// <param name="AreJudged">Whether the run was long enough for <paramref name="Trends"/> to count.</param>
/// <param name="Wrong">What was not as it has to be, a sentence each; empty: all is well.</param>
internal sealed record SoakReport(int Faults, IReadOnlyList<Trend> Trends, bool AreJudged, IReadOnlyList<string> Wrong)
{
    /// <summary>The verdict.</summary>
    public bool Passed => Wrong.Count == 0;

    /// <summary>Lines for a person.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (Trend trend in Trends)
        {
            yield return $"  {(trend.IsFlat ? "flat" : AreJudged ? "GROWS" : "grows")}  {trend}";
        }

        if (!AreJudged)
        {
            yield return "  (too short for growth to be judged: shown only)";
        }

        foreach (string wrong in Wrong)
        {
            yield return $"  WRONG  {wrong}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"soak {(Passed ? "passed" : "failed")}: {Faults} faults");
    }
}
