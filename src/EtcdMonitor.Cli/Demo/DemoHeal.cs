using System.Globalization;
using System.Runtime.CompilerServices;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Demo;

/// <summary>Brings everything back: the frozen, the dead, then the space.</summary>
/// <param name="cluster">The members.</param>
internal sealed class DemoHeal(EtcdCluster cluster)
{
    private static readonly Key Probe = "/etcd-monitor/demo/healed";

    /// <summary>A line for each step.</summary>
    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool idle = true;
        foreach (EtcdMember member in cluster.Members.Where(m => m.IsFrozen))
        {
            member.Thaw();
            idle = false;
            yield return $"{member.Name} goes on";
        }

        EtcdMember[] dead = [.. cluster.Members.Where(m => !m.IsRunning)];
        await Task.WhenAll(dead.Select(m => m.StartAsync(cancellationToken))); // at once: one alone may lack the quorum to serve
        foreach (EtcdMember member in dead)
        {
            idle = false;
            yield return string.Create(CultureInfo.InvariantCulture, $"{member.Name} runs again, pid {member.ProcessId}");
        }

        EtcdMember leader = await cluster.LeaderAsync(cancellationToken);
        await using EtcdConnection connection = leader.Connect();
        Alarm[] full = [.. (await connection.Maintenance.ListAlarmsAsync(cancellationToken)).Where(a => a.Type == AlarmType.NoSpace)];
        if (full.Length > 0)
        {
            idle = false;
            await foreach (string step in FreeAsync(leader, connection, full, cancellationToken))
            {
                yield return step;
            }
        }

        yield return idle ? $"Nothing was broken: all {cluster.Members.Count} members run" : $"All {cluster.Members.Count} members run, {leader.Name} leads";
    }

    /// <summary>
    /// Deleting alone frees nothing, and disarming a database that is still full raises the alarm again. So: delete, compact, defragment the followers
    /// and the leader last (each blocks while it does), look, disarm, and prove it by a write.
    /// </summary>
    private async IAsyncEnumerable<string> FreeAsync(EtcdMember leader, EtcdConnection connection, Alarm[] full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeleteResult deleted = await connection.Kv.DeleteRangeAsync(KeyRange.Prefix(DemoFill.Prefix), cancellationToken);
        await connection.Kv.CompactAsync(deleted.Header.Revision, new CompactOptions { Physical = true }, cancellationToken);
        yield return string.Create(CultureInfo.InvariantCulture, $"{deleted.Deleted} keys deleted, history compacted");
        foreach (EtcdMember member in cluster.Members.Where(m => m != leader).Append(leader))
        {
            await using EtcdConnection each = member.Connect();
            long before = (await each.Maintenance.StatusAsync(cancellationToken)).DbSize;
            await each.Maintenance.DefragmentAsync(cancellationToken);
            long after = (await each.Maintenance.StatusAsync(cancellationToken)).DbSize;
            yield return $"{member.Name} defragmented, {Figures.Bytes(before)} → {Figures.Bytes(after)}";
        }

        foreach (Alarm alarm in full)
        {
            await connection.Maintenance.DisarmAsync(alarm, cancellationToken);
        }

        await connection.Kv.PutAsync(Probe, "yes", cancellationToken);
        yield return "NOSPACE disarmed, a write succeeds";
    }
}
