using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>What a heading's words say about what stands below it.</summary>
internal static partial class Heads
{
    /// <summary>The title in a heading: no number before it, no "Feature:".</summary>
    public static Marks TitleOf(string heading) => Marks.Of(Prefix().Replace(Number().Replace(Words.Line(heading), ""), ""));

    /// <summary>Whether it says itself that it is a piece of work: <c>Feature 3: Search</c>.</summary>
    public static bool IsNamedWork(string heading) => Prefix().IsMatch(Number().Replace(Words.Line(heading), ""));

    /// <summary>Whether what stands below it is work to do.</summary>
    public static bool ListsWork(string heading) => Work().IsMatch(heading) && !IsProse(heading);

    /// <summary>Whether what stands below it is told, not asked for.</summary>
    public static bool IsProse(string heading) => Prose().IsMatch(Number().Replace(Words.Line(heading), ""));

    [GeneratedRegex(@"^(?:[0-9]{1,4}(?:\.[0-9]{1,4})+[.)]?|[0-9]{1,4}[.)]|[0-9]{1,2}(?=\s+\p{Lu}))\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:Feature|Task|Epic|Story|User story)(?:\s+[\w.-]{1,10})?\s*[:–—]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\b(?:features?|requirements?|tasks?|user stories|stories|epics?|backlog|deliverables?|capabilit(?:y|ies)|functionality|work packages?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Work();

    [GeneratedRegex(@"^(?:(?:executive )?summary|overview|introduction|background|purpose|(?:project |product )?goals?|objectives?|non-goals?|vision|personas?|users?\b(?! stor)|target|scope$|out of scope|success|metrics?$|kpis?|risks?|assumptions?|constraints?|dependenc|glossary|references?|appendix|change (?:history|log)|table of contents|contents|open questions|exit criteria|document information|license|how to)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Prose();
}
