using Etcd.Testing;

namespace Etcd.Tests;

internal static class Requirements
{
    public static void Etcd(EtcdVersion version)
    {
        if (EtcdBinary.Find(version) is not null)
        {
            return;
        }
        var missing = $"etcd {version} is not here; run build/etcd.sh";
        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), missing);
        Assert.Skip(missing);
    }
}
