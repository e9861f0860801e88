namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>An http or https URL.</summary>
internal sealed class UrlKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "URL";

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https") && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
        {
            return new(uri);
        }

        // with a user it is not repeated: a password may be in it
        return Reading.Wrong(text.Contains('@', StringComparison.Ordinal) ? "carries a user" : $"\"{text}\" is no URL", "write https://host");
    }
}
