namespace EtcdMonitor.Alerts.Matchers;

/// <summary>How a matcher compares a label with its value.</summary>
public enum MatchOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c>, a regular expression over the whole value.</summary>
    Like,

    /// <summary><c>!~</c></summary>
    NotLike,
}
