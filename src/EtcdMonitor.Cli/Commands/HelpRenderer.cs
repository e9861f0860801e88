using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Help: the overview, and one page a verb. Fits 80 columns.</summary>
internal static class HelpRenderer
{
    private const int Width = 80;
    private const int Group = 12;
    private const int Word = 25;
    private const int FlagColumn = 33;

    /// <summary>The overview.</summary>
    public static IEnumerable<Line> Overview()
    {
        yield return new Line().Add("etcd-monitor watches etcd clusters, says what is wrong and why, and pages once.");
        yield return Line.Empty;
        yield return new Line().Add("Usage:", Style.Bold).Add(" etcd-monitor [VERB] [flags]     without a verb it serves, on port 8080");
        yield return Line.Empty;
        string group = "";
        foreach (Verb verb in Verbs.All.Where(v => v.Group.Length > 0))
        {
            yield return new Line().Add(verb.Group == group ? "" : verb.Group, Style.Bold).PadTo(Group).Add(verb.Name).PadTo(verb.Doc.Length == 0 ? 0 : Word).Add(verb.Doc);
            group = verb.Group;
        }

        yield return Line.Empty;
        yield return new Line().Add("Flags", Style.Bold).Add(" (those of serve: etcd-monitor serve --help)");
        yield return new Line().Add("      --endpoints HOST:PORT,…").PadTo(FlagColumn).Add("etcd members, one is enough [localhost:2379]");
        yield return new Line().Add("      --cert --key --cacert      TLS to etcd; user: --username --password-file");
        foreach (FlagSpec flag in new[] { Flags.Config, Flags.Cluster, Flags.Monitor, Flags.Output })
        {
            yield return new Line().Add(Names(flag)).PadTo(FlagColumn).Add(flag == Flags.Config ? $"[{flag.Default}]" : Doc(flag));
        }
    }

    /// <summary>The page of a verb.</summary>
    public static IEnumerable<Line> Page(Verb verb)
    {
        yield return new Line().Add(verb.About);
        yield return Line.Empty;
        yield return new Line().Add("Usage:", Style.Bold).Add($" etcd-monitor {verb.Usage}");
        if (verb.Actions.Count > 0)
        {
            yield return Line.Empty;
            yield return new Line().Add("Actions", Style.Bold);
            foreach ((string words, string doc) in verb.Actions)
            {
                yield return new Line().Add("      " + words).PadTo(FlagColumn).Add(doc);
            }
        }

        foreach ((string heading, IReadOnlyList<FlagSpec> flags) in verb.Flags)
        {
            yield return Line.Empty;
            yield return new Line().Add(heading, Style.Bold);
            int column = Math.Max(FlagColumn, verb.Flags.SelectMany(g => g.Flags).Max(f => Names(f).Length) + 2);
            foreach (Line line in flags.SelectMany(f => Lines(f, column)))
            {
                yield return line;
            }
        }

        for (int i = 0; i < verb.Examples.Count; i++)
        {
            if (i == 0)
            {
                yield return Line.Empty;
            }

            yield return new Line().Add(i == 0 ? "Example:" : "", Style.Bold).PadTo(9).Add(verb.Examples[i]);
        }
    }

    private static IEnumerable<Line> Lines(FlagSpec flag, int column)
    {
        Line line = new Line().Add(Names(flag)).PadTo(column);
        foreach (string part in Wrap.Words(Doc(flag), Width - column))
        {
            yield return line.Add(part);
            line = new Line().PadTo(column);
        }
    }

    private static string Names(FlagSpec flag) => $"{(flag.Alias is null ? "      " : $"  {flag.Alias}, ")}{flag.Name} {flag.Placeholder}".TrimEnd();

    private static string Doc(FlagSpec flag) => flag.Default is null ? flag.Doc : $"{flag.Doc} [{flag.Default}]";
}
