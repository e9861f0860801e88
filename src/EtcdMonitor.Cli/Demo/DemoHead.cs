using System.Globalization;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Cli.Demo;

/// <summary>What the demo prints before it shows what the monitor sees.</summary>
internal static class DemoHead
{
    private const int Words = 38;

    /// <summary>What runs, a line for each member.</summary>
    public static async Task<IReadOnlyList<Line>> MembersAsync(EtcdCluster cluster, EtcdMember leader, long quota, Terminal terminal, CancellationToken cancellationToken)
    {
        await using EtcdConnection connection = leader.Connect();
        MemberStatus status = await connection.Maintenance.StatusAsync(cancellationToken);
        List<Line> lines = [.. Wrap.Sentence(
            terminal,
            new Line(),
            $"Three members of etcd {status.Version}, metrics=extensive, quota {Figures.Bytes(quota)}, data in a temporary folder, removed at the end")];
        Span glyph = Glyphs.Of(Severity.Healthy, terminal.Ascii);
        int width = cluster.Members.Max(m => m.Endpoint.Length);
        lines.AddRange(cluster.Members.Select(member => new Line()
            .Add(glyph.Text, glyph.Style)
            .Add(string.Create(CultureInfo.InvariantCulture, $"  {member.Name}  {member.Endpoint.PadRight(width)}  pid {member.ProcessId}  {(member == leader ? "Leader" : "Follower")}"))));
        return lines;
    }

    /// <summary>Where to look and what to try.</summary>
    public static IEnumerable<Line> Commands(int port, int asked, TimeSpan took, Terminal terminal)
    {
        string busy = asked == port || asked == 0 ? "" : $" ({asked} is in use)";
        string program = ProgramName.ToType();
        string monitor = port == 8080 ? "" : string.Create(CultureInfo.InvariantCulture, $" --monitor=http://localhost:{port}");
        (string Command, string Doc)[] commands =
        [
            ($"{program} status{monitor}", "verdict, evidence, what to do"),
            ($"{program} demo kill leader", "a new leader in about 1.2 s; a warning after 30 s"),
            ($"{program} demo kill etcd-2", "down within 3 s; then one more would cost the quorum"),
            ($"{program} demo freeze etcd-1", "accepts connections and answers nothing: seen within 5 s"),
            ($"{program} demo fill", "quota full: NOSPACE within 3 s, and authorization is off"),
            ($"{program} demo heal", "brings everything back"),
        ];
        int column = Math.Max(Words, commands.Max(c => c.Command.Length) + 4);
        bool beside = commands.All(c => !terminal.IsNarrowerThan(column + c.Doc.Length) && c.Command.Length + 4 <= column);
        return
        [
            .. Wrap.Sentence(terminal, new Line(), $"Watched at http://localhost:{port}{busy} after {Figures.Took(took)}. Try in another terminal; here you see what we see:"),
            .. commands.SelectMany(c => Row(c.Command, c.Doc, column, beside, terminal)),
            new Line().Add("Ctrl-C stops the members and the monitor."),
        ];
    }

    private static IEnumerable<Line> Row(string command, string doc, int column, bool beside, Terminal terminal)
    {
        Line line = new Line().Add("  " + command);
        return beside ? [line.PadTo(column).Add(doc, Style.Dim)] : Wrap.Sentence(terminal, new Line().PadTo(6), doc, Style.Dim).Prepend(line);
    }
}
