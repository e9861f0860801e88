using Etcd.Patterns;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A duration as Go writes it.</summary>
/// <param name="least">The shortest that makes sense.</param>
/// <param name="days">Whether <c>90d</c> is taken too.</param>
internal sealed class DurationKind(TimeSpan least, bool days = false) : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "DUR";

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        if (GoDuration.Parse(text, days) is not { } value)
        {
            return Reading.Wrong($"\"{text}\" is no duration", days ? "write 90d, 12h or 1h30m" : "write 1s, 500ms or 1m30s");
        }

        return value < least ? Reading.Wrong($"{text} is below the least, {GoDuration.Format(least, days)}") : new(value);
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => value is TimeSpan span ? GoDuration.Format(span, days) : null;
}
