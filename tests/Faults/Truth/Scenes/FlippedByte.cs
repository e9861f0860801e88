using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>One bit of a value changes in a follower's database file: neither the file's format nor etcd has a checksum that notices.</summary>
internal static class FlippedByte
{
    private const string Path = "/truth/precious";
    private const int ValueBytes = 8192;
    private static readonly TimeSpan Written = TimeSpan.FromSeconds(2); // etcd writes its database each 0.1 s or 10,000 changes

    public static async Task InjectAsync(Stage stage)
    {
        EtcdMember follower = await stage.FollowerAsync();
        byte[] value = new byte[ValueBytes];
        stage.Random.NextBytes(value);
        await using EtcdConnection leader = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect(), connection = follower.Connect();
        await leader.Kv.PutAsync(Path, value, stage.Stop);
        await stage.WaitAsync(Written);
        await follower.StopAsync(stage.Stop); // it holds a lock on the file
        Flip(System.IO.Path.Combine(follower.DataFolder, "member", "snap", "db"), value);
        stage.Now();
        await follower.StartAsync(stage.Stop);
        if ((await connection.Kv.GetAsync(Path, stage.Stop))?.Value == value)
        {
            stage.Complain("the fault did not take: the member still gives the right value");
        }
    }

    // in each copy: pages are copied on write, and the old ones stay in the file
    private static void Flip(string file, byte[] value)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] all = new byte[stream.Length];
        stream.ReadExactly(all);
        int middle = ValueBytes / 2;
        for (int from = 0; all.AsSpan(from).IndexOf(value) is var at and >= 0; from += at + 1)
        {
            stream.Position = from + at + middle;
            stream.WriteByte((byte)(value[middle] ^ 1));
        }
    }
}
