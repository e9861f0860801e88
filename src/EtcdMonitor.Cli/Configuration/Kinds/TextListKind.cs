namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Texts, as a YAML list or separated by commas.</summary>
/// <param name="placeholder">What stands for them in the help.</param>
internal sealed class TextListKind(string placeholder) : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => placeholder;

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        string[] texts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(texts); // an empty list says that there are none: whether one is needed depends on other settings
    }

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.List list)
        {
            return base.Read(node, resolve);
        }

        if (list.Items.Any(item => item is not ConfigNode.Scalar))
        {
            return Reading.Wrong("holds something that is no text");
        }

        string?[] texts = [.. list.Items.OfType<ConfigNode.Scalar>().Select(resolve)];
        return texts.Contains(null) ? Reading.Reported : Read(string.Join(',', texts));
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => value is string[] { Length: > 0 } texts ? $"[{string.Join(", ", texts.Select(t => $"\"{t}\""))}]" : null;
}
