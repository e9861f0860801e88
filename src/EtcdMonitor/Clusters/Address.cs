namespace EtcdMonitor.Clusters;

/// <summary>Host and port of an endpoint, in one spelling: <c>http://ETCD-0</c>, <c>etcd-0:2379/</c> and <c>https://etcd-0:2379</c> are the same place.</summary>
internal static class Address
{
    private const string DefaultPort = ":2379";

    /// <summary><c>host:port</c> in lower case; port 2379 when it names none.</summary>
    public static string Of(string endpoint)
    {
        string address = endpoint[(endpoint.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('/').ToLowerInvariant();
        return address.LastIndexOf(':') > address.LastIndexOf(']') ? address : address + DefaultPort;
    }

    /// <summary>Whether both are one place.</summary>
    public static bool Same(string one, string other) => string.Equals(Of(one), Of(other), StringComparison.Ordinal);
}
