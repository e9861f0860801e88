namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>An http or https URL.</summary>
internal sealed class UrlKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "URL";

    /// <inheritdoc/>
    public override Reading Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? new(uri)
            : Reading.Wrong($"\"{text}\" is no URL", "write https://host");
}
