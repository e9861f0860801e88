using System.Globalization;
using System.Runtime.CompilerServices;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Demo;

/// <summary>Writes until the quota is full.</summary>
/// <param name="cluster">The members.</param>
internal sealed class DemoFill(EtcdCluster cluster)
{
    /// <summary>All that it writes lies under it, so that healing can take it away.</summary>
    public static readonly Key Prefix = "/etcd-monitor/demo/fill/";

    /// <summary>Below etcd's limit of 1.5 MiB a request.</summary>
    private const int ValueBytes = 1 << 20;

    /// <summary>A line at the end.</summary>
    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EtcdMember member = cluster.Members.FirstOrDefault(m => m.IsRunning && !m.IsFrozen) ?? throw new EtcdClusterException("no member runs");
        await using EtcdConnection connection = member.Connect();
        byte[] value = new byte[ValueBytes];
        long written = 0;
        for (int i = 0; await PutAsync(connection, Prefix.Append(i.ToString("d6", CultureInfo.InvariantCulture)), value, cancellationToken); i++)
        {
            written += ValueBytes;
        }

        yield return $"{Figures.Bytes(written)} written, the quota is full: NOSPACE within 3 s, no write succeeds, and etcd checks no permission meanwhile. Back:  etcd-monitor demo heal";
    }

    private static async Task<bool> PutAsync(EtcdConnection connection, Key key, byte[] value, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Kv.PutAsync(key, value, cancellationToken);
            return true;
        }
        catch (EtcdException e) when (e.Code == EtcdErrorCode.NoSpace)
        {
            return false;
        }
    }
}
