using Etcd.Testing;

namespace Etcd.Tests;

/// <summary>What a test needs of the machine. What is missing skips it here, and fails it in CI: a skip there would be seen by nobody.</summary>
internal static class Requirements
{
    public static void Etcd(EtcdVersion version)
        => None(EtcdBinary.Find(version) is null ? $"etcd {version} is not here; run build/etcd.sh" : null);

    /// <summary>For whatever says by itself why it cannot be: <c>MemberDisk.WhyNot</c>, <c>SlowDisk.WhyNot</c>.</summary>
    /// <param name="obstacle">Why the test cannot run; null when it can.</param>
    public static void None(string? obstacle) => None(obstacle, Environment.GetEnvironmentVariable("CI"));

    internal static void None(string? obstacle, string? ci)
    {
        if (obstacle is not null)
        {
            Assert.False(string.Equals(ci, "true", StringComparison.Ordinal), obstacle);
            Assert.Skip(obstacle);
        }
    }
}
