using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth;

/// <summary>Data that scenes write.</summary>
internal static class Load
{
    private const int ValueBytes = 1 << 20; // below etcd's limit of 1.5 MiB a request
    private const string Folder = "/truth/fill/";

    /// <summary>Writes so many MiB, or until the quota refuses more.</summary>
    public static async Task FillAsync(Stage stage, int mebibytes)
    {
        await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
        byte[] value = new byte[ValueBytes];
        stage.Random.NextBytes(value);
        try
        {
            for (int i = 0; i < mebibytes; i++)
            {
                await connection.Kv.PutAsync($"{Folder}{i:d6}", value, stage.Stop);
            }
        }
        catch (EtcdException e) when (e.Code == EtcdErrorCode.NoSpace)
        {
            // that is what it was for
        }
    }

    /// <summary>What an operator does about NOSPACE: delete, compact, defragment, disarm.</summary>
    public static async Task MakeRoomAsync(Stage stage)
    {
        EtcdMember leader = await stage.Cluster.LeaderAsync(stage.Stop);
        await using EtcdConnection connection = leader.Connect();
        Revision revision = (await connection.Kv.DeleteRangeAsync(KeyRange.Prefix(Folder), cancellationToken: stage.Stop)).Revision;
        await connection.Kv.CompactAsync(revision, cancellationToken: stage.Stop);
        foreach (EtcdMember member in stage.Cluster.Members.OrderBy(member => member == leader))
        {
            await using EtcdConnection each = member.Connect();
            await each.Maintenance.DefragmentAsync(stage.Stop);
        }

        foreach (Alarm alarm in await connection.Maintenance.ListAlarmsAsync(stage.Stop))
        {
            await connection.Maintenance.DisarmAsync(alarm, stage.Stop);
        }
    }
}
