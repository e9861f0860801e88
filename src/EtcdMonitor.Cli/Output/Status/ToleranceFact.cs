using System.Globalization;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>How many more members may fail: in numbers, as blocks, in words.</summary>
internal static class ToleranceFact
{
    /// <summary><c>Tolerance 1 of 2   ■■■□×</c>: a block for each voter, the quorum full, spare ones hollow, lost ones crossed.</summary>
    public static Line Of(ClusterStatusView cluster)
    {
        ToleranceView tolerance = cluster.Tolerance;
        if (tolerance.Now is not { } now)
        {
            return new Line().Add("Tolerance not known");
        }

        int serving = tolerance.Voters - tolerance.Lost;
        string count = now < 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{now} of {tolerance.Designed}");
        return new Line()
            .Add($"Tolerance {count}   ")
            .Add(new string('■', Math.Min(serving, tolerance.Quorum)))
            .Add(new string('□', Math.Max(0, serving - tolerance.Quorum)), Style.Dim)
            .Add(new string('×', tolerance.Lost), Style.Critical);
    }

    /// <summary><c>quorum 3, spare 1, cut off 1: one more may fail</c>.</summary>
    public static IEnumerable<Line> InWords(ClusterStatusView cluster)
    {
        ToleranceView tolerance = cluster.Tolerance;
        if (tolerance.Now is not { } now)
        {
            return [new Line().Add($"quorum {tolerance.Quorum} of {Figures.Plural(tolerance.Voters, "voter")}")];
        }

        if (now < 0)
        {
            return [new Line().Add($"quorum {tolerance.Quorum}, {Number(-now)} voter{(now == -1 ? "" : "s")} short")];
        }

        string lost = tolerance.Lost == 0 ? "" : $", {(cluster.NetworkPartition == true ? "cut off" : "not serving")} {tolerance.Lost}";
        string rest = now == 0 ? "the next failure costs the quorum" : $"{Number(now)} more may fail";
        bool single = tolerance.Voters == 1;
        return [new Line().Add(single ? "a single member has no spare" : $"quorum {tolerance.Quorum}, spare {tolerance.Spare}{lost}: {rest}")];
    }

    private static string Number(int count) => count switch
    {
        1 => "one",
        2 => "two",
        3 => "three",
        _ => count.ToString(CultureInfo.InvariantCulture),
    };
}
