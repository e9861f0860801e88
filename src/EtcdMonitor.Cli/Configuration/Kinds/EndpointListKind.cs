namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>etcd client URLs or <c>host:port</c>, as a YAML list or separated by commas.</summary>
internal sealed class EndpointListKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "HOST:PORT,…";

    /// <inheritdoc/>
    public override Reading Read(string text) => ReadAll(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.List list)
        {
            return base.Read(node, resolve);
        }

        List<string> items = [];
        foreach (ConfigNode item in list.Items)
        {
            if (item is not ConfigNode.Scalar scalar)
            {
                return Reading.Wrong("holds something that is no endpoint", "write host:2379 or https://host:2379");
            }

            if (resolve(scalar) is not { } text)
            {
                return Reading.Reported;
            }

            items.Add(text);
        }

        return ReadAll(items);
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => value is string[] endpoints ? $"[{string.Join(", ", endpoints.Select(e => $"\"{e}\""))}]" : null;

    private static Reading ReadAll(IReadOnlyList<string> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return Reading.Wrong("names no member", "write host:2379 or https://host:2379");
        }

        if (endpoints.Any(e => e.Contains('@', StringComparison.Ordinal)))
        {
            return Reading.Wrong("carries a user", "give username and password_file"); // not repeated: a password may be in it
        }

        string? wrong = endpoints.FirstOrDefault(e => !IsEndpoint(e));
        return wrong is null ? new(endpoints.ToArray()) : Reading.Wrong($"\"{wrong}\" is no endpoint", "write host:2379 or https://host:2379");
    }

    private static bool IsEndpoint(string text)
    {
        bool hasScheme = text.Contains("://", StringComparison.Ordinal);
        return Uri.TryCreate(hasScheme ? text : "http://" + text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https"
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0
            && uri.PathAndQuery == "/"
            && uri.Authority.Length <= text.Length
            && !text.Any(char.IsWhiteSpace);
    }
}
