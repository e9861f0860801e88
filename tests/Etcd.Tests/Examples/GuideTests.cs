using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Etcd.Testing;

namespace Etcd.Tests.Examples;

/// <summary>docs/ETCD_PATTERNS_GUIDE.md shows the examples' own code: its C# blocks are what stands between <c>// guide: NAME</c> and <c>// end</c> there.</summary>
public sealed partial class GuideTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));
    private static readonly string Page = Path.Combine(Root, "docs", "ETCD_PATTERNS_GUIDE.md");

    [Fact]
    public void Each_block_is_what_the_examples_run()
    {
        var snippets = Snippets();
        Golden.MatchFile(Page, Block().Replace(Text(), block => $"```csharp {block.Groups["name"].Value}\n{snippets.GetValueOrDefault(block.Groups["name"].Value, block.Groups["code"].Value)}```"));
    }

    [Fact]
    public void Each_block_has_the_name_of_a_snippet_and_no_snippet_is_missing()
        => Block().Matches(Text()).Select(block => block.Groups["name"].Value).Order().ShouldBe(Snippets().Keys.Order());

    [Fact]
    public void Each_example_is_in_the_guide_and_each_command_of_it_is_real()
    {
        Commands().Matches(Text()).Select(command => command.Groups["name"].Value).Where(name => name != "NAME").Distinct().Order()
            .ShouldBe(ExamplesTests.Names.Select(row => row.Data).Append("all").Order());
        var targets = File.ReadAllText(Path.Combine(Root, "Makefile"));
        Targets().Matches(Text()).Select(target => target.Groups["name"].Value).ShouldAllBe(name => targets.Contains($"\n{name}:", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        var headings = Headings().Matches(Text()).Select(heading => Anchor(heading.Groups["text"].Value)).ToHashSet();
        foreach (var target in Links().Matches(Text()).Select(link => link.Groups["target"].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal)))
        {
            (target.StartsWith('#') ? headings.Contains(target[1..]) : File.Exists(Path.Combine(Root, "docs", target.Split('#')[0]))).ShouldBeTrue(target);
        }
    }

    private static Dictionary<string, string> Snippets()
    {
        Dictionary<string, string> snippets = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "examples", "Etcd.Examples"), "*.cs"))
        {
            string? name = null;
            List<string> lines = [];
            foreach (var line in File.ReadLines(file))
            {
                if (line.Trim().StartsWith("// guide: ", StringComparison.Ordinal))
                {
                    name.ShouldBeNull($"{file}: '// end' is missing before: {line}");
                    name = line.Trim()["// guide: ".Length..];
                }
                else if (name is not null && line.Trim() == "// end")
                {
                    snippets.TryAdd(name, Outdented(lines)).ShouldBeTrue($"{file}: a second snippet {name}");
                    (name, lines) = (null, []);
                }
                else if (name is not null)
                {
                    lines.Add(line);
                }
            }
            name.ShouldBeNull($"{file}: '// end' is missing");
        }
        return snippets;
    }

    private static string Outdented(List<string> lines)
    {
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => line.Length > 0 ? $"{line[margin..]}\n" : "\n"));
    }

    // as GitHub makes them: small letters, spaces as hyphens, other signs gone
    private static string Anchor(string heading)
        => string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Text() => File.ReadAllText(Page);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("^```csharp ?(?<name>.*)\n(?<code>(.*\n)*?)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("--example=(?<name>[A-Za-z-]+)")]
    private static partial Regex Commands();

    [GeneratedRegex("(^|`)make (?<name>[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Targets();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Links();
}
