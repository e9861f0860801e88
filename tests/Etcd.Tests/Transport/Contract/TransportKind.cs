namespace Etcd.Tests.Transport.Contract;

/// <summary>A transport that must keep the contract.</summary>
public enum TransportKind
{
    /// <summary>The framework's HTTP/2.</summary>
    Http,
}
