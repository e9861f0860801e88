namespace Etcd.Client.Transport;

/// <summary>gRPC's standard health check, which every etcd serves without Raft, disk or authentication. Only that it answers counts.</summary>
internal static class HealthCheck
{
    private static readonly object Answer = new();

    public static readonly Method<object, object> Method = new()
    {
        Name = "Health/Check",
        Path = "/grpc.health.v1.Health/Check",
        Writes = false,
        SizeOf = static _ => 0,
        Write = static (_, _) => { },
        Read = static _ => Answer,
    };
}
