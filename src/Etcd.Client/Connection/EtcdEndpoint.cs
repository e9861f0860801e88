namespace Etcd.Client;

/// <summary>Where a member listens for clients, and whether with TLS.</summary>
internal sealed record EtcdEndpoint(string Host, int Port, bool IsTls)
{
    private const int DefaultPort = 2379;

    public Uri BaseUri => new UriBuilder(IsTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Host, Port).Uri;

    public static EtcdEndpoint Parse(string text, bool tlsWithoutScheme)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var trimmed = text.Trim();
        var withScheme = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : (tlsWithoutScheme ? "https://" : "http://") + trimmed;
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            throw new ArgumentException($"'{text}' is not an endpoint; write host:port, http://host:port or https://host:port.", nameof(text));
        }
        return new EtcdEndpoint(uri.IdnHost, PortOf(uri, withScheme), uri.Scheme == Uri.UriSchemeHttps);
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? ErrorIn(string text)
    {
        try
        {
            Parse(text, tlsWithoutScheme: false);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>One spelling for each endpoint: <c>scheme://host:port</c>.</summary>
    public static string Canonical(string text, bool tlsWithoutScheme)
    {
        var endpoint = Parse(text, tlsWithoutScheme);
        return $"{(endpoint.IsTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{endpoint}";
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    // Uri fills in 80 and 443 where no port is written; etcd's port is 2379.
    private static int PortOf(Uri uri, string text)
        => uri.IsDefaultPort && !text.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal) ? DefaultPort : uri.Port;
}
