using System.Globalization;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Children;

/// <summary><c>register endpoints seconds prefix id</c>: registers an instance of <c>api</c> until it is told to stop.</summary>
internal static class Registrant
{
    public static async Task RunAsync(IReadOnlyList<string> arguments, ChildReport report, CancellationToken stop)
    {
        await using var client = new EtcdClient(arguments[0]);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(int.Parse(arguments[1], CultureInfo.InvariantCulture)) });
        var instance = new ServiceInstance { Name = "api", Id = arguments[3], Address = "127.0.0.1", Port = 80 };
        await using var registration = await new ServiceRegistry(session, arguments[2]).RegisterAsync(instance, stop);
        report("registered", ("id", registration.Instance.Id));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }
}
