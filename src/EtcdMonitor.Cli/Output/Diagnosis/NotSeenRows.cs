using System.Globalization;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Diagnosis;

/// <summary>What was not seen and why, a line a reason: one silent member must not fill the screen with all that it was not asked.</summary>
internal static class NotSeenRows
{
    /// <summary>Checks of one member with one reason that are told as a number.</summary>
    private const int Many = 3;

    /// <summary>The lines; <paramref name="wide"/> names each check.</summary>
    public static IEnumerable<string> Of(DiagnosisView diagnosis, bool wide)
    {
        // one check, the same reason for several members; then several checks, the same members and the same reason
        var rows = diagnosis.Checks
            .Where(c => c.Result == CheckOutcome.NotSeen)
            .GroupBy(c => (c.Name, c.LooksAt, c.Text, c.Unnoticed))
            .Select(g => (g.Key.LooksAt, g.Key.Text, g.Key.Unnoticed, Members: g.ToArray(), Whom: string.Join('\n', g.Select(c => c.Member))))
            .GroupBy(r => (r.Text, r.Whom));
        foreach (var same in rows)
        {
            var checks = same.ToArray();
            if (checks.Length >= Many && !wide)
            {
                string subject = Subject($"{checks.Length.ToString(CultureInfo.InvariantCulture)} checks", checks[0].Members, diagnosis.Members);
                yield return Sentence(subject, same.Key.Text, null) + " (-o wide names them)";
                continue;
            }

            foreach (var row in checks)
            {
                yield return Sentence(Subject(row.LooksAt, row.Members, diagnosis.Members), row.Text, row.Unnoticed);
            }
        }
    }

    /// <summary><c>Free disk of 3 members</c>, <c>Metrics page of etcd-1</c>, <c>Leader that a quorum names</c>.</summary>
    public static string Subject(string looksAt, CheckView[] checks, int members)
    {
        string[] names = [.. checks.Select(c => c.Member).OfType<string>()];
        return names.Length switch
        {
            0 => looksAt,
            1 => $"{looksAt} of {names[0]}",
            2 => $"{looksAt} of {names[0]} and {names[1]}",
            _ when names.Length == members => $"{looksAt} of {Figures.Plural(members, "member")}",
            _ => $"{looksAt} of {string.Join(", ", names[..^1])} and {names[^1]}",
        };
    }

    private static string Sentence(string subject, string reason, string? unnoticed) => unnoticed is null ? $"{subject}: {reason}" : $"{subject}: {reason}. {unnoticed}";
}
