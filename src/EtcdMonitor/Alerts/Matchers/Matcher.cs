using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace EtcdMonitor.Alerts.Matchers;

/// <summary>One condition on a label of an alert, as Alertmanager writes it: <c>member=etcd-0</c>, <c>severity=~critical|warning</c>. Equal when written the same.</summary>
[JsonConverter(typeof(MatcherJson))]
public sealed class Matcher : IEquatable<Matcher>
{
    /// <summary>A match takes microseconds: its automaton does not backtrack. The limit is for one that somebody made to be huge; it is time on the wall, and a busy machine must not route a page elsewhere.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Regex? _regex;

    /// <summary>A matcher of its parts.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> has to be a regular expression and is none.</exception>
    public Matcher(string label, MatchOperator comparison, string value)
    {
        (Label, Operator, Value) = (label, comparison, value);
        if (comparison is MatchOperator.Like or MatchOperator.NotLike)
        {
            try
            {
                _regex = new Regex($"^(?:{value})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
            }
            catch (NotSupportedException e)
            {
                throw new ArgumentException("look-around and back references are not supported", nameof(value), e);
            }
        }
    }

    /// <summary>Name of the label.</summary>
    public string Label { get; }

    /// <summary>How it compares.</summary>
    public MatchOperator Operator { get; }

    /// <summary>With what: a text, or a regular expression for the whole of it.</summary>
    public string Value { get; }

    /// <summary>Whether the labels meet it. A label that is not there counts as empty, so that <c>member=""</c> is what concerns a cluster as a whole.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        string actual = labels.TryGetValue(Label, out string? found) ? found : "";
        try
        {
            return Operator switch
            {
                MatchOperator.Equal => actual == Value,
                MatchOperator.NotEqual => actual != Value,
                MatchOperator.Like => _regex!.IsMatch(actual),
                _ => !_regex!.IsMatch(actual),
            };
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // not decided is not met: rather a page too many than one that an expression swallowed
        }
    }

    /// <summary>Reads a matcher.</summary>
    /// <param name="text"><c>LABEL=VALUE</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>; the value may stand in double quotes.</param>
    /// <param name="matcher">The matcher.</param>
    /// <param name="error">What is wrong with the text and what to write, a sentence without full stop.</param>
    public static bool TryParse(string text, out Matcher? matcher, out string? error)
    {
        (matcher, error) = MatcherText.Read(text);
        return matcher is not null;
    }

    /// <summary>As it would be written.</summary>
    public override string ToString() => MatcherText.Write(this);

    /// <inheritdoc/>
    public bool Equals(Matcher? other) => other is not null && (Label, Operator, Value) == (other.Label, other.Operator, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Matcher);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Label, Operator, Value);
}
