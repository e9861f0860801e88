namespace EtcdMonitor.Server;

/// <summary>Where the API and the dashboard are served.</summary>
public sealed record ApiOptions
{
    /// <summary>Address or name to listen on; <c>0.0.0.0</c> and <c>::</c> are all interfaces.</summary>
    public string Host { get; set; } = "0.0.0.0";

    /// <summary>TCP port; 0 picks a free one, told by <c>WebApplication.Urls</c> once started.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The URL that people type when a proxy or a name stands before it; its host counts as ours in Host and Origin.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Path that everything is served under, such as <c>/etcd</c>; empty: the root.</summary>
    public string BasePath { get; set; } = "";
}
