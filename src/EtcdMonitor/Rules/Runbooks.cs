using System.Text;

namespace EtcdMonitor.Rules;

/// <summary>What to look at and to do, a page for each rule: docs/runbooks. The monitor carries them itself, since at 3 a.m. nothing else may be reachable.</summary>
public static class Runbooks
{
    private const string Prefix = "runbooks/";

    /// <summary>Rules that have one.</summary>
    public static IReadOnlySet<string> Names { get; } = typeof(Runbooks).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where the monitor serves a rule's page, such as <c>/runbooks/quorum_lost</c>; null: it has none.</summary>
    public static string? PathOf(string rule) => Names.Contains(rule) ? $"/{Prefix}{rule}" : null;

    /// <summary>The page, Markdown; null: there is none.</summary>
    public static string? TextOf(string rule)
    {
        if (!Names.Contains(rule))
        {
            return null;
        }

        using Stream page = typeof(Runbooks).Assembly.GetManifestResourceStream(Prefix + rule)!;
        using StreamReader text = new(page, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
