namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Names of the writer's own choice, each with a text.</summary>
/// <param name="secret">Whether the texts are never printed.</param>
internal sealed class MapKind(bool secret) : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "NAME: TEXT";

    /// <inheritdoc/>
    public override bool IsSecret => secret;

    /// <inheritdoc/>
    public override Reading Read(string text) => Reading.Wrong("is a group of names and texts");

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.Map map)
        {
            return Reading.Wrong("is a group of names and texts");
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (ConfigNode.Entry entry in map.Entries)
        {
            if (entry.Value is not ConfigNode.Scalar scalar)
            {
                return Reading.Wrong($"{entry.Key} is one text");
            }

            if (resolve(scalar) is not { } text)
            {
                return Reading.Reported;
            }

            values[entry.Key] = text;
        }

        return new(values);
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => "{}";
}
