namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Days of the week, as a YAML list or separated by commas: <c>sat</c> or <c>saturday</c>.</summary>
internal sealed class DayListKind : Kind
{
    private static readonly TextListKind Texts = new("DAY,…");

    /// <inheritdoc/>
    public override string Placeholder => "DAY,…";

    /// <inheritdoc/>
    public override Reading Read(string text) => Days(Texts.Read(text));

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve) => Days(Texts.Read(node, resolve));

    /// <inheritdoc/>
    public override string? Write(object? value) => value is IReadOnlyList<DayOfWeek> { Count: > 0 } days ? $"[{string.Join(", ", days.Select(Word))}]" : null;

    /// <summary>The first three letters.</summary>
    public static string Word(DayOfWeek day) => day.ToString()[..3].ToLowerInvariant();

    private static Reading Days(Reading texts)
    {
        if (texts.Value is not string[] names)
        {
            return texts;
        }

        List<DayOfWeek> days = [];
        foreach (string name in names)
        {
            DayOfWeek[] found = [.. Enum.GetValues<DayOfWeek>().Where(day => name.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase) || name.Equals(Word(day), StringComparison.OrdinalIgnoreCase))];
            if (found.Length == 0)
            {
                return Reading.Wrong($"\"{name}\" is no day", "write mon, tue, wed, thu, fri, sat, sun");
            }

            days.AddRange(found);
        }

        return new(days.Distinct().ToArray());
    }
}
