using System.Globalization;
using System.Text;
using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Tests.Support;

/// <summary>Metrics pages of etcd-0 … etcd-N as etcd writes them, one of each member a round; what a test does not touch is a healthy idle cluster.</summary>
internal sealed class Pages(int count = 3)
{
    private readonly Dictionary<(int Local, int Remote), (double Active, double Heard, double Failed)> _links = [];
    private readonly Dictionary<int, Dictionary<string, double>> _figures = [];
    private readonly Dictionary<int, List<MetricsPage>> _earlier = [];
    private readonly HashSet<int> _missing = [];
    private readonly HashSet<(int Local, int Remote)> _silent = [];
    private readonly HashSet<(int Local, int Remote)> _unknown = [];
    private readonly HashSet<(int Local, int Remote)> _dropped = [];
    private readonly HashSet<int> _noRoundTrips = [];
    private readonly Dictionary<int, double> _beats = [];
    private readonly Dictionary<(int Local, int Remote), double> _trips = [];

    /// <summary>What the page of <paramref name="local"/> says of its link to <paramref name="remote"/>, 1 or 0.</summary>
    public Pages Active(int local, int remote, double active) => With(() => _links[(local, remote)] = Link(local, remote) with { Active = active });

    /// <summary>Nothing comes from <paramref name="remote"/> any more.</summary>
    public Pages Deaf(int local, int remote, bool deaf = true) => With(() => _ = deaf ? _silent.Add((local, remote)) : _silent.Remove((local, remote)));

    /// <summary>Packets between the two are dropped: the connections stand, no stream beats and no raft message comes.</summary>
    public Pages Drop(int one, int other, bool drop = true) => With(() =>
    {
        foreach ((int, int) link in new[] { (one, other), (other, one) })
        {
            _ = drop ? _dropped.Add(link) & _silent.Add(link) : _dropped.Remove(link) & _silent.Remove(link);
        }
    });

    /// <summary>The page of a member measures no round trips any more.</summary>
    public Pages NoRoundTrips(int member) => With(() => _noRoundTrips.Add(member));

    /// <summary>The two never met since <paramref name="local"/> started.</summary>
    public Pages NeverMet(int local, int remote) => With(() => _unknown.Add((local, remote)));

    /// <summary>Messages that failed in all.</summary>
    public Pages Failed(int local, int remote, double failed) => With(() => _links[(local, remote)] = Link(local, remote) with { Failed = failed });

    /// <summary>The page cannot be read.</summary>
    public Pages Missing(int member) => With(() => _missing.Add(member));

    /// <summary>A figure of a member's page, such as <c>etcd_disk_defrag_inflight</c>.</summary>
    public Pages Figure(int member, string series, double value) => With(() => Figures(member)[series] = value);

    /// <summary>The pages of a round.</summary>
    public IEnumerable<MetricsReading> At(DateTimeOffset at) => Enumerable.Range(0, count).Select(member => Page(member, at));

    private MetricsReading Page(int member, DateTimeOffset at)
    {
        if (_missing.Contains(member))
        {
            return new(Rounds.Endpoint(member), at, null, EtcdFailure.Timeout, "test: no page");
        }

        MetricsPage page = new(at);
        byte[] text = Encoding.UTF8.GetBytes(Text(member));
        new PrometheusText(page).Read(text, end: true).ShouldBe(text.Length);
        List<MetricsPage> earlier = _earlier.TryGetValue(member, out List<MetricsPage>? kept) ? kept : _earlier[member] = [];
        MetricsDelta delta = new(page, [.. earlier.Where(p => at - p.At <= TimeSpan.FromSeconds(60))]);
        earlier.Add(page);
        return new(Rounds.Endpoint(member), at, delta, EtcdFailure.None, null);
    }

    private string Text(int member)
    {
        StringBuilder text = new();
        foreach ((string series, double value) in Figures(member))
        {
            text.Append(CultureInfo.InvariantCulture, $"{series} {value}\n");
        }

        foreach (int remote in Enumerable.Range(0, count).Where(r => r != member && !_unknown.Contains((member, r))))
        {
            (double active, double heard, double failed) = Link(member, remote);
            heard += _silent.Contains((member, remote)) ? 0 : 480;
            _links[(member, remote)] = (active, heard, failed);
            string id = Rounds.Id(remote).ToString();
            text.Append(CultureInfo.InvariantCulture, $"etcd_network_active_peers{{Local=\"{Rounds.Id(member)}\",Remote=\"{id}\"}} {active}\n");
            text.Append(CultureInfo.InvariantCulture, $"etcd_network_peer_received_bytes_total{{From=\"{id}\"}} {heard}\n");
            double trips = _trips[(member, remote)] = _trips.GetValueOrDefault((member, remote)) + (_noRoundTrips.Contains(member) ? 0 : 0.1);
            text.Append(CultureInfo.InvariantCulture, $"etcd_network_peer_round_trip_time_seconds_bucket{{To=\"{id}\",le=\"0.001\"}} {trips:0}\n");
            text.Append(CultureInfo.InvariantCulture, $"etcd_network_peer_round_trip_time_seconds_bucket{{To=\"{id}\",le=\"+Inf\"}} {trips:0}\n");
            if (failed > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"etcd_network_peer_sent_failures_total{{To=\"{id}\"}} {failed}\n");
            }
        }

        _beats[member] = _beats.GetValueOrDefault(member) + (36 * Enumerable.Range(0, count).Count(r => r != member && !_dropped.Contains((member, r))));
        text.Append(CultureInfo.InvariantCulture, $"etcd_network_peer_received_bytes_total{{From=\"0\"}} {_beats[member]}\n");
        return text.ToString();
    }

    private (double Active, double Heard, double Failed) Link(int local, int remote) => _links.GetValueOrDefault((local, remote), (1, 0, 0));

    private Dictionary<string, double> Figures(int member) => _figures.TryGetValue(member, out Dictionary<string, double>? figures)
        ? figures
        : _figures[member] = new(StringComparer.Ordinal) { ["process_start_time_seconds"] = 1, ["etcd_mvcc_db_total_size_in_bytes"] = 20_000_000 };

    private Pages With(Action change)
    {
        change();
        return this;
    }
}
