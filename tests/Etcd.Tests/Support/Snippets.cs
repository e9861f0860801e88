namespace Etcd.Tests;

/// <summary>Holds the code that a page shows against the code that is compiled.</summary>
internal static class Snippets
{
    /// <summary>The lines of a page's code blocks that are not lines of a source file; remarks at the end of a line do not count.</summary>
    public static List<string> NotIn(string source, string page)
    {
        var there = File.ReadLines(source).Select(Code).ToHashSet(StringComparer.Ordinal);
        var inside = false;
        List<string> strange = [];
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (inside && !there.Contains(Code(line)))
            {
                strange.Add(line);
            }
        }
        return strange;
    }

    private static string Code(string line) => (line.IndexOf(" //", StringComparison.Ordinal) is >= 0 and var remark ? line[..remark] : line).Trim();
}
