using System.Globalization;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.State;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>Members, a row each.</summary>
internal static class MemberTable
{
    private static readonly Column[] Columns =
    [
        new(""),
        new("Member"),
        new("Role"),
        new("Term") { Right = true, DropOrder = 2 },
        new("Behind") { Right = true, DropOrder = 7 },
        new("Database") { Right = true, DropOrder = 6 },
        new("fsync p99") { Right = true, DropOrder = 5 },
        new("RTT p50") { Right = true, DropOrder = 4 },
        new("Version") { DropOrder = 8 },
        new("Up") { Right = true, DropOrder = 1 },
    ];

    /// <summary>The table.</summary>
    public static IEnumerable<Line> Of(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal)
    {
        Table table = new(Columns);
        foreach (MemberView member in cluster.Members)
        {
            Span glyph = Glyphs.Of(member.Verdict, terminal.Ascii);
            bool fresh = member.StatusMs is not null; // an old value without its age would pass for a new one
            table.Add(
                glyph,
                new(Foreign.Clean(member.Name)),
                new(Role(member, now), member.Role is MemberRole.Unknown or MemberRole.Isolated && member.Verdict > Severity.Info ? glyph.Style : Style.Plain),
                new(fresh && member.Term is { } term ? term.ToString(CultureInfo.InvariantCulture) : Figures.Missing),
                new(Figures.Count(fresh ? member.Behind : null)),
                new(Figures.Bytes(fresh ? member.DbSize : null)),
                new(Figures.Milliseconds(fresh ? member.FsyncP99Ms : null)),
                new(Figures.Milliseconds(fresh ? member.RttP50Ms : null)),
                new(Foreign.Clean(member.Version ?? Figures.Missing)),
                new(Figures.RoughAge(fresh && member.UptimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)));
        }

        return table.Render(terminal);
    }

    private static string Role(MemberView member, DateTimeOffset now) => member.Role switch
    {
        MemberRole.Unknown when member.StatusMs is not null => "Not told",
        MemberRole.Unknown when member.AnsweredAt is { } at && now - at > TimeSpan.FromSeconds(1) => $"No answer for {Figures.RoughAge(now - at)}",
        MemberRole.Unknown => "No answer",
        _ => member.Role.ToString(),
    };
}
