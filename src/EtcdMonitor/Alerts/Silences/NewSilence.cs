using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Silences;

/// <summary>A silence that somebody wants.</summary>
/// <param name="Matchers">An alert has to meet all of them; at least one.</param>
/// <param name="StartsAt">When it begins to hold; a time that has passed counts as now.</param>
/// <param name="EndsAt">When it holds no more.</param>
/// <param name="Author">Who silences, at most 100 characters.</param>
/// <param name="Comment">Why, at most 1000 characters.</param>
public sealed record NewSilence(ImmutableArray<Matcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Author, string Comment)
{
    private const int LongestAuthor = 100;
    private const int LongestComment = 1000;
    private const int MostMatchers = 50;

    /// <summary>All that is wrong with it at a time, each beginning with the field; none: it can be made.</summary>
    public IEnumerable<string> Problems(DateTimeOffset now)
    {
        foreach (string problem in MatcherProblems(Matchers))
        {
            yield return problem;
        }

        if (EndsAt <= StartsAt)
        {
            yield return "ends_at is not after starts_at";
        }
        else if (EndsAt <= now)
        {
            yield return "ends_at has passed already";
        }

        foreach (string problem in AuthorProblems(Author).Concat(CommentProblems(Comment)))
        {
            yield return problem;
        }
    }

    /// <summary>What is wrong with the name of somebody who changes something.</summary>
    public static IEnumerable<string> AuthorProblems(string author) => Text("author", author, LongestAuthor, "say who does it");

    /// <summary>What is wrong with a reason.</summary>
    public static IEnumerable<string> CommentProblems(string comment) => Text("comment", comment, LongestComment, "say why, for whoever finds it at night");

    /// <summary>What is wrong with the matchers alone.</summary>
    public static IEnumerable<string> MatcherProblems(ImmutableArray<Matcher> matchers)
    {
        if (matchers.IsEmpty)
        {
            yield return "matchers is empty, give at least one such as cluster=NAME";
        }
        else if (matchers.Length > MostMatchers)
        {
            yield return $"matchers has {matchers.Length} entries, at most {MostMatchers} are taken";
        }
        else if (matchers.All(matcher => matcher.Matches(ImmutableDictionary<string, string>.Empty)))
        {
            // what an alert without any label would meet is met by nearly all: seldom meant, and a page that nobody gets
            yield return "matchers would be met by nearly every alert, give one that needs a label, such as cluster=NAME or cluster=~.+";
        }
    }

    private static IEnumerable<string> Text(string name, string text, int longest, string advice)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return $"{name} is needed, {advice}";
        }
        else if (text.Length > longest)
        {
            yield return $"{name} is longer than {longest} characters";
        }
    }
}
