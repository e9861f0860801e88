using System.Globalization;
using EtcdMonitor.Cli.Output;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>Pieces that several answers have.</summary>
internal static class Texts
{
    private const int BarLength = 20;

    /// <summary>A status in its looks.</summary>
    public static Span Of(Status status) => new(StatusWords.Of(status), status switch
    {
        Status.InProgress => Style.Bold,
        Status.Blocked => Style.Warning,
        Status.Pending => Style.Dim,
        _ => Style.Plain,
    });

    /// <summary>Text of a document or a person, safe to print.</summary>
    public static string Foreign(string text) => EtcdMonitor.Cli.Output.Foreign.Clean(text);

    /// <summary><c>[#####...............]</c>; full only when all is done.</summary>
    public static string Bar(int done, int all)
    {
        int filled = all == 0 ? 0 : done * BarLength / all;
        return $"[{new string('#', filled)}{new string('.', BarLength - filled)}]";
    }

    /// <summary>Whole percent; 100 only when all is done.</summary>
    public static string Percent(int part, int all)
    {
        decimal share = Progress.Share(part, all);
        return Math.Min(share == 100 ? 100 : 99, Math.Round(share)).ToString("0", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>A phase with its time: <c>Phase 1: MVP, weeks 1-6</c>.</summary>
    public static string Of(Phase phase) => Foreign(phase.Timeline.Length == 0 ? phase.Name
        : $"{phase.Name}, {(phase.Timeline.StartsWith("Week", StringComparison.Ordinal) ? "w" + phase.Timeline[1..] : phase.Timeline)}");

    /// <summary>A word that a POSIX shell takes as one.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_' or '=' or ':') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
