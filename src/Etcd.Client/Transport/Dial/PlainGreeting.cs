namespace Etcd.Client.Transport;

/// <summary>How a port answers the beginning of plain HTTP/2.</summary>
internal enum PlainGreeting
{
    /// <summary>Not at all, or it hangs up.</summary>
    None,

    /// <summary>As an HTTP/2 server does.</summary>
    Http2,

    /// <summary>As an HTTP/1 server does.</summary>
    Http1,

    /// <summary>In some other language.</summary>
    Other,
}
