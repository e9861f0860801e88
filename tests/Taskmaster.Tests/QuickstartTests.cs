using System.Text.RegularExpressions;
using Taskmaster.Commands;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests;

/// <summary>docs/QUICKSTART.md: its sessions with taskmaster are run, word by word; <c>…</c> stands for what is of the moment.</summary>
public sealed partial class QuickstartTests
{
    private static readonly string Page = EtcdMonitor.Tests.Cli.Repository.Read("docs/QUICKSTART.md");

    [Fact]
    public async Task Its_sessions_go_as_they_are_written()
    {
        using PlanFolder folder = PlanFolder.Empty();
        folder.Write("PRD.md", Document().Match(Page).Groups["text"].Value);
        int commands = 0;
        foreach (Match session in Session().Matches(Page))
        {
            foreach (string part in session.Groups["text"].Value.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                string[] lines = part.Split('\n', 2);
                string[] words = [.. Word().Matches(lines[0]).Select(m => m.Value.Trim('"', '\''))];
                if (words[0] == "sed")
                {
                    Edit(folder, words);
                    continue;
                }

                Ran ran = await folder.RunAsync(words[1..]);
                string pattern = "^" + Regex.Escape(lines[1]).Replace("…", ".+", StringComparison.Ordinal) + "$";
                (ran.Out + ran.Error).ShouldMatch(pattern, lines[0]);
                commands++;
            }
        }

        commands.ShouldBe(13);
    }

    [Fact]
    public void Each_verb_and_each_flag_is_named() =>
        Verbs.All.Select(v => v.Name).Concat(Flag.All.Select(f => f.Name).Except(["--color", "--ascii", "--help"])).Except(["version"]).ShouldAllBe(word => Page.Contains(word, StringComparison.Ordinal));

    [Fact]
    public void Its_links_lead_somewhere()
    {
        string docs = Path.Combine(EtcdMonitor.Tests.Cli.Repository.Root, "docs");
        string[] headings = [.. Heading().Matches(Page).Select(h => h.Groups["text"].Value.ToLowerInvariant().Replace(' ', '-'))];
        foreach (string target in Link().Matches(Page).Select(l => l.Groups["target"].Value))
        {
            (target[0] == '#' ? headings.Contains(target[1..]) : File.Exists(Path.Combine(docs, target))).ShouldBeTrue(target);
        }
    }

    /// <summary><c>sed -i -e 's/old/new/' FILE</c>.</summary>
    private static void Edit(PlanFolder folder, string[] words)
    {
        string text = File.ReadAllText(folder.File(words[^1]));
        foreach (string[] parts in words.Where(w => w.StartsWith("s/", StringComparison.Ordinal)).Select(w => w.Split('/')))
        {
            text.ShouldContain(parts[1]);
            text = text.Replace(parts[1], parts[2], StringComparison.Ordinal);
        }

        folder.Write(words[^1], text);
    }

    [GeneratedRegex("^```md PRD.md\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Document();

    [GeneratedRegex("^```console\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Session();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
