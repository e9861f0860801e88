namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>True or false.</summary>
internal sealed class SwitchKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "";

    /// <inheritdoc/>
    public override Reading Read(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => new(true),
        "FALSE" or "NO" or "OFF" or "0" => new(false),
        _ => Reading.Wrong($"\"{text}\" is neither true nor false"),
    };

    /// <inheritdoc/>
    public override string? Write(object? value) => value is true ? "true" : "false";
}
