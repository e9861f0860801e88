namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A text that is never printed.</summary>
internal sealed class SecretKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "SECRET";

    /// <inheritdoc/>
    public override bool IsSecret => true;

    /// <inheritdoc/>
    public override Reading Read(string text) => text.Length == 0 ? Reading.Wrong("is empty") : new(new Secret(text));
}
