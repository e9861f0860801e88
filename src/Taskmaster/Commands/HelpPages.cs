using EtcdMonitor.Cli.Output;

namespace Taskmaster.Commands;

/// <summary>Help: the overview, and one page a verb. Fits 80 columns.</summary>
internal static class HelpPages
{
    private const int Width = 80;
    private const int Group = 9;
    private const int Doc = 42;
    private const int FlagColumn = 25;

    /// <summary>The overview.</summary>
    public static IEnumerable<Line> Overview()
    {
        yield return new Line().Add("taskmaster makes a plan of a product document and keeps track of it.");
        yield return Line.Empty;
        yield return new Line().Add("Usage:", Style.Bold).Add(" taskmaster VERB [flags]");
        yield return Line.Empty;
        string group = "";
        foreach (Verb verb in Verbs.All)
        {
            string usage = verb.Name == "init" ? "init [prd-file] [output-file] …" : verb.Usage;
            yield return new Line().Add(verb.Group == group ? "" : verb.Group, Style.Bold).PadTo(Group).Add(usage).PadTo(verb.Doc.Length == 0 ? 0 : Doc).Add(verb.Doc);
            group = verb.Group;
        }

        foreach (Line line in Flags([Flag.File, Flag.Json, .. Flag.Everywhere]))
        {
            yield return line;
        }
    }

    /// <summary>The page of a verb.</summary>
    public static IEnumerable<Line> Page(Verb verb)
    {
        foreach (string line in Wrap.Words(verb.About, Width))
        {
            yield return new Line().Add(line);
        }

        yield return Line.Empty;
        yield return new Line().Add("Usage:", Style.Bold).Add($" taskmaster {verb.Usage}{(verb.Flags.Count > 0 ? " [flags]" : "")}");
        foreach (Line line in verb.Flags.Count > 0 ? Flags(verb.Flags) : [])
        {
            yield return line;
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

    private static IEnumerable<Line> Flags(IEnumerable<Flag> flags)
    {
        yield return Line.Empty;
        yield return new Line().Add("Flags", Style.Bold);
        foreach (Flag flag in flags)
        {
            yield return new Line().Add(flag.Alias is null ? "      " : $"  {flag.Alias}, ").Add($"{flag.Name} {flag.Placeholder}".TrimEnd()).PadTo(FlagColumn).Add(flag.Doc);
        }
    }
}
