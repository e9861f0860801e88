namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Texts that are never printed: one value, a YAML list, or a line each (as a file holds them).</summary>
internal sealed class SecretListKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "SECRET";

    /// <inheritdoc/>
    public override bool IsSecret => true;

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        Secret[] secrets = [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => new Secret(s))];
        return secrets.Length == 0 ? Reading.Wrong("is empty") : new(secrets);
    }

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.List list)
        {
            return base.Read(node, resolve);
        }

        string?[] texts = [.. list.Items.OfType<ConfigNode.Scalar>().Select(resolve)];
        return texts.Contains(null) ? Reading.Reported : Read(string.Join('\n', texts));
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => null;
}
