using System.Diagnostics;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>Runs one unit: a cluster, the work and the nemesis, the verdict.</summary>
/// <param name="campaign">The campaign.</param>
/// <param name="version">Of etcd.</param>
/// <param name="seed">Chooses everything.</param>
internal sealed class UnitRun(Campaign campaign, EtcdVersion version, int seed)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The client's build: it changes with its code.</summary>
    public static string Build { get; } = typeof(Etcd.Client.EtcdClient).Module.ModuleVersionId.ToString("n")[..12];

    /// <summary>The folder's name for what it leaves.</summary>
    public string Name => $"{campaign.Name}-{version}-{seed}";

    /// <summary>Its result.</summary>
    /// <param name="evidence">Where to leave history and logs when something is wrong.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
    public async Task<UnitResult> RunAsync(string evidence, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow();
        var start = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        await using var cluster = await EtcdCluster.StartAsync(campaign.Cluster with { Version = version }, limit.Token);
        using var working = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        working.CancelAfter(campaign.Duration);
        var scene = new Scene(campaign, cluster, seed, working.Token, limit.Token);
        var worked = await WorkAsync(scene, cancellationToken);
        var passed = worked && (scene.Wrong.Count == 0 != campaign.MustFail); // a control that breaks has found nothing out
        if (!passed)
        {
            Keep(scene, Path.Combine(evidence, Name));
        }
        return new(Build, campaign.Name, version.ToString(), seed, at, Stopwatch.GetElapsedTime(start).TotalSeconds, passed, scene.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).ToDictionary(), scene.Wrong);
    }

    /// <summary>True when it came to its end, whatever it found.</summary>
    private async Task<bool> WorkAsync(Scene scene, CancellationToken cancellationToken)
    {
        try
        {
            // the work ends when its time is over; what it still waits for comes when the nemesis has healed the cluster
            await Task.WhenAll(campaign.WorkAsync(scene), Nemesis.RunAsync(scene));
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            scene.Complain($"it did not end within {Longest.TotalMinutes:0} minutes");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            scene.Complain($"it broke: {e}");
        }
        return false;
    }

    private static void Keep(Scene scene, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "wrong.txt"), scene.Wrong);
        foreach (var (name, text) in scene.Evidence)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
        foreach (var member in scene.Cluster.Members.Where(member => File.Exists(member.LogPath)))
        {
            File.Copy(member.LogPath, Path.Combine(folder, member.Name + ".log"), overwrite: true);
        }
    }
}
