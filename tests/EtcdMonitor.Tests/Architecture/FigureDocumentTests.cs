using System.Globalization;
using System.Text.RegularExpressions;
using EtcdMonitor.Samples;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Cli;

namespace EtcdMonitor.Tests.Architecture;

/// <summary>docs/metrics-of-etcd.md says what the code does.</summary>
public sealed partial class FigureDocumentTests
{
    private static readonly string Document = Repository.Read("docs/metrics-of-etcd.md");

    [Fact]
    public void Every_figure_stands_in_the_table_with_its_metric_series_and_aggregate_and_the_reverse() =>
        Row().Matches(Document).Select(m => string.Join(" | ", m.Groups.Values.Skip(1).Select(g => g.Value.Trim())))
            .ShouldBe(FigureTable.Rows.Select(Line));

    [Fact]
    public void All_twenty_metrics_are_there() => FigureTable.Rows.Select(row => row.Metric).Where(metric => metric > 0).Distinct().Order().ShouldBe(Enumerable.Range(1, 20));

    [Fact]
    public void Names_are_unique() => FigureTable.Rows.Select(row => row.Name).ShouldBeUnique();

    [Fact]
    public void What_is_kept_of_a_page_makes_a_figure_or_the_matrix()
    {
        string[] matrix = ["etcd_network_active_peers", "etcd_network_peer_sent_failures_total"];

        Catalog.Names.Select(name => name.EndsWith("_bucket", StringComparison.Ordinal) ? name[..^"_bucket".Length] : name)
            .Except(FigureTable.Rows.SelectMany(row => row.Series)).Except(matrix).ShouldBeEmpty();
    }

    [Fact]
    public void The_history_keeps_as_many_as_the_document_says() =>
        Document.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"keeps {FigureTable.Rows.Count(r => r.Kept)} figures of each member and {FigureTable.Rows.Count(r => r.KeptOfCluster)} of each cluster"));

    private static string Line(FigureRow row) => string.Join(
        " | ",
        row.Metric == 0 ? "–" : row.Metric.ToString(CultureInfo.InvariantCulture),
        row.Name,
        string.Join(", ", row.Series.Select(name => $"`{name}`")),
        row.Cluster is not null ? "own" : row.Aggregate == Aggregate.None ? "" : row.Aggregate.ToString().ToLowerInvariant(),
        string.Join(" and ", new[] { row.Kept ? "member" : "", row.KeptOfCluster ? "cluster" : "" }.Where(word => word.Length > 0)));

    /// <summary>Unit, source and when it is null are for people: they must be there, the code cannot say them.</summary>
    [GeneratedRegex(@"^\| (\d+|–) \| `(\w+)` \| [^|]+ \| [^|]+ \|(.*?)\|(.*?)\|(.*?)\| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();
}
