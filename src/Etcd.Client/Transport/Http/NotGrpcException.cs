namespace Etcd.Client.Transport;

internal sealed class NotGrpcException(int status)
    : IOException($"what answers speaks HTTP, but not gRPC (HTTP status {status}); is this etcd's client port?")
{
    public int Status => status;
}
