using System.Globalization;
using System.Text;
using Taskmaster.Documents;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Tests.Documents;

/// <summary>No document brings it down. <c>TASKMASTER_SEED</c> plays a failure again.</summary>
public sealed class RandomDocumentsTests
{
    private const int Documents = 10_000;

    private static readonly string[] Pieces =
    [
        "# ", "## ", "### ", "#### ", "Phase 1: A", "Phase 2 (Weeks 3-9)", "Phase II", "- ", "  - ", "\t* ", "1. ", "**TASK_001** [HIGH]: ", "TASK-2: ", "REQ-001: ", "- NFR-1.2: ", "**Priority:** ", "P0", "LOW", "[P1]",
        "(24 h)", "(P0, 3 days, Phase 2)", "**Estimate:** 5", "Features", "Requirements", "Overview", "```", "```bash", "~~~~", "---", "===", "| a | b |", "<!--", "-->", "**", "__", "`", "[", "]", "(", ")", "[x](y)", "[ ] ", "**bold**:", "*", "_",
        "✅ ", "📧", "\u202e", "\u001b[31m", "ä", "漢字", "\ud83d", "\ufeff", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\t", "word", "Search", "Weeks 99999-1", "99999999999999999999", "0.00", ":", "-", "\0", "{}", "\"",
    ];

    [Fact]
    public void Ten_thousand_random_documents_never_crash_it()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("TASKMASTER_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        Random random = new(seed);
        string[] samples = [.. Directory.EnumerateFiles(Path.Combine(EtcdMonitor.Tests.Cli.Repository.Root, "tests", "Taskmaster.Tests", "Samples")).Select(File.ReadAllText)];
        Plan? before = null;
        int plans = 0;
        for (int i = 0; i < Documents; i++)
        {
            string text = i % 2 == 0 ? Pile(random) : Damaged(samples[random.Next(samples.Length)], random);
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // as a file can have it
            try
            {
                Plan plan = PlanBuilder.Build(PrdReader.Read(text, "x"), "x", "1").Plan;
                plans += plan.Tasks.Any() ? 1 : 0;
                before = HoldsTogether(plan, before);
            }
            catch (RefusedException e)
            {
                e.Failure.Exit.ShouldBe(2);
            }
            catch (Exception e) when (e is not Shouldly.ShouldAssertException)
            {
                throw new InvalidOperationException($"TASKMASTER_SEED={seed}, document {i}:\n{text}", e);
            }
        }

        plans.ShouldBeGreaterThan(Documents / 4, $"TASKMASTER_SEED={seed}");
    }

    /// <summary>What holds of every plan, and of every plan over another.</summary>
    private static Plan HoldsTogether(Plan plan, Plan? before)
    {
        byte[] json = PlanJson.Write(plan, PlanJson.Instance.Plan);
        Plan read = PlanCheck.Checked(PlanJson.Read(json, PlanJson.Instance.Plan, "x", "plan"), "x");
        PlanJson.Write(read, PlanJson.Instance.Plan).AsSpan().SequenceEqual(json).ShouldBeTrue();
        foreach (string title in plan.Tasks.SelectMany(t => t.Subtasks.Select(s => s.Title).Prepend(t.Title)))
        {
            title.Length.ShouldBeInRange(1, 200);
            title.Contains('\n', StringComparison.Ordinal).ShouldBeFalse();
        }

        PlanMerge same = PlanMerge.Of(read, plan, []);
        same.Changes.ShouldBeEmpty();
        same.Lost.ShouldBeEmpty();
        if (before is not null)
        {
            PlanMerge merged = PlanMerge.Of(before, plan, []);
            PlanCheck.Checked(merged.Plan, "x").Tasks.Count().ShouldBe(plan.Tasks.Count());
            (merged.Kept + merged.Dropped.Count).ShouldBe(before.Tasks.Count());
        }

        return read;
    }

    private static string Pile(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(60); i >= 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    private static string Damaged(string text, Random random)
    {
        StringBuilder damaged = new(text);
        for (int i = random.Next(12); i >= 0 && damaged.Length > 4; i--)
        {
            int at = random.Next(damaged.Length - 2);
            _ = random.Next(4) switch
            {
                0 => damaged.Remove(at, Math.Min(random.Next(40), damaged.Length - at)),
                1 => damaged.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => damaged.Replace(damaged[at], (char)random.Next(0x3000), at, 1),
                _ => damaged.Insert(at, damaged.ToString(at, Math.Min(random.Next(60), damaged.Length - at))),
            };
        }

        return damaged.ToString();
    }
}
