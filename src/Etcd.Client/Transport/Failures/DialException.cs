namespace Etcd.Client.Transport;

/// <summary>Carries a classified connect failure through the HTTP handler, which wraps whatever its callback throws.</summary>
internal sealed class DialException(EtcdFailure failure, string reason, Exception? inner) : IOException(reason, inner)
{
    public EtcdFailure Failure { get; } = failure;
}
