using System.Globalization;

namespace Taskmaster.Plans;

/// <summary>Gives ids that nobody has and nobody had: an id in an old note must never mean another task.</summary>
internal sealed class Ids
{
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <summary>Knows the ids that were given so far.</summary>
    public Ids(IEnumerable<string> given)
    {
        foreach (string id in given)
        {
            int dot = id.LastIndexOf('.');
            if (dot > 0 && int.TryParse(id.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < int.MaxValue)
            {
                _last[id[..dot]] = Math.Max(number, _last.GetValueOrDefault(id[..dot]));
            }
        }
    }

    /// <summary>The next one: <c>task-2</c> gives <c>task-2.9</c>.</summary>
    public string Next(string prefix)
    {
        int number = _last.GetValueOrDefault(prefix) + 1;
        _last[prefix] = number;
        return $"{prefix}.{number}";
    }
}
