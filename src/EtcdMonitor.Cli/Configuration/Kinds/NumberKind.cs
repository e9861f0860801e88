using System.Globalization;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A number within bounds.</summary>
/// <param name="least">The least that makes sense.</param>
/// <param name="most">The most that makes sense.</param>
/// <param name="whole">Whether fractions are refused; the value is then an <see cref="int"/>, else a <see cref="double"/>.</param>
internal sealed class NumberKind(double least, double most, bool whole) : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "N";

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            return Reading.Wrong($"\"{text}\" is no number");
        }

        if (whole && number != Math.Floor(number))
        {
            return Reading.Wrong($"{text} is no whole number");
        }

        if (number < least)
        {
            return Reading.Wrong($"{text} is below the least, {least.ToString(CultureInfo.InvariantCulture)}");
        }

        return number > most
            ? Reading.Wrong($"{text} is above the most, {most.ToString(CultureInfo.InvariantCulture)}")
            : new(whole ? (object)(int)number : number);
    }
}
