using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Channels;

/// <summary>An alert whose words were written by somebody who means harm, or by a server in a bad mood.</summary>
internal static class Nasty
{
    public const string Script = "<script>alert(1)</script>";
    public const string Marks = "quotes \" ' ` & | * _ [x](http://evil) @everyone <!channel> 🔥 \u0000\u001b[31m";

    /// <summary>With texts of 10,000 characters, also where nobody expects them.</summary>
    public static Notice Notice(NoticeKind kind = NoticeKind.Firing) => Make(kind, 40, new string('x', 5_000) + string.Concat(Enumerable.Repeat("🔥", 2_500)));

    /// <summary>With the same words, short enough that no receiver needs them cut.</summary>
    public static Notice Short(NoticeKind kind = NoticeKind.Firing) => Make(kind, 2, "");

    private static Notice Make(NoticeKind kind, int count, string filler) => new(
        kind,
        new Alert
        {
            Id = "0123456789abcdef",
            Generation = 3,
            Cluster = "prod",
            Status = kind == NoticeKind.Firing ? AlertStatus.Firing : AlertStatus.Resolved,
            PendingSince = new(2026, 11, 21, 2, 51, 8, TimeSpan.Zero),
            FiredAt = new(2026, 11, 21, 2, 51, 38, TimeSpan.Zero),
            ResolvedAt = kind == NoticeKind.Firing ? null : new(2026, 11, 21, 2, 55, 20, TimeSpan.Zero),
            Finding = new()
            {
                Rule = "member_down",
                Title = "Member down",
                Severity = Severity.Critical,
                Member = $"etcd-2\r\nBcc: everybody@example.org {Script} {filler}",
                Sentence = $"etcd-2 says {Script} {Marks}\r\nand more {filler}",
                StillWorks = $"Reads through {Script}",
                Evidence = [.. Enumerable.Range(0, count).Select(i => new Evidence($"evidence {i} {Script} {filler}", Marks))],
                NotSeen = [new("x", $"not seen {Script}", Marks)],
                DoNext = [new($"do this {Script}", $"echo '{Marks}' `id` {filler}")],
            },
        },
        Enumerable.Range(0, count).ToDictionary(i => $"label{i}{Script}", i => $"{Marks}{filler}"));
}
