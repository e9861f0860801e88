namespace Etcd.Benchmarks;

/// <summary>What is compared.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="Mode">The load's name, the same on both sides.</param>
/// <param name="Clients">At once, each with its own connection.</param>
/// <param name="Of">The figure in a line of output.</param>
/// <param name="IsHigherBetter">What a ratio above 1 means.</param>
internal sealed record Row(string Name, string Unit, string Mode, int Clients, Func<string, double> Of, bool IsHigherBetter);

/// <summary>What the runs of a row gave.</summary>
/// <param name="Row">Which.</param>
/// <param name="Ours">A figure a run.</param>
/// <param name="Theirs">A figure a run.</param>
/// <param name="Drifted">The machine itself ran at different speeds meanwhile: the ratio says little.</param>
internal sealed record Outcome(Row Row, double[] Ours, double[] Theirs, bool Drifted)
{
    /// <summary>How many times better ours is.</summary>
    public double Ratio => Row.IsHigherBetter ? Median(Ours) / Median(Theirs) : Median(Theirs) / Median(Ours);

    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
