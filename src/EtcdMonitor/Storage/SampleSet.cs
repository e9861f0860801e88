using EtcdMonitor.State;

namespace EtcdMonitor.Storage;

/// <summary>The figures of a state that are kept, as <see cref="FigureTable"/> says. What is not known is left out: a gap is a gap.</summary>
internal static class SampleSet
{
    public static IReadOnlyList<Sample> Of(ClusterState state)
    {
        List<Sample> samples = [];
        foreach (FigureRow row in FigureTable.Rows)
        {
            if (row.KeptOfCluster)
            {
                Add("", row.Name, row.Of(state)?.Value);
            }

            if (row is { Kept: true, Member: { } figure })
            {
                foreach (MemberState member in state.Members)
                {
                    Add(member.Name, row.Name, figure(member).Value);
                }
            }
        }

        return samples;

        void Add(string member, string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                samples.Add(new(state.At, state.Name, member, name, number));
            }
        }
    }
}
