using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Faults.Crash;

/// <summary>The process that is killed: writes rounds and samples as the monitor does and tells the number of each round once it is stored.</summary>
internal static class CrashWriter
{
    /// <summary>Events of each round: fewer after a crash, and half a round was kept.</summary>
    public const int EventsPerRound = 3;

    /// <summary>Writes until it is killed.</summary>
    public static async Task<int> RunAsync(string path)
    {
        await using Database database = await Database.OpenAsync(path, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Ledger ledger = new(database, () => { }, TimeProvider.System);
        SampleWriter samples = new(database);
        _ = Task.Run(() => samples.RunAsync(CancellationToken.None));
        Leadership leadership = await database.ReadAsync(c => LeadershipTable.LoadAsync(c, "crash"), CancellationToken.None) ?? new();
        int before = leadership.Changes;
        int events = 0;
        for (int round = before + 1; ; round++)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            samples.Add([.. Enumerable.Range(0, 50).Select(i => new EtcdMonitor.Storage.Sample(now, "crash", $"etcd-{i % 3}", $"figure_{i}", round))]);
            int stored = (await ledger.WriteAsync(Record(round, now), CancellationToken.None)).Count;
            if (stored > 0)
            {
                events += stored; // of earlier rounds, perhaps: a write that takes long goes on beside the next rounds
                await Console.Out.WriteLineAsync((before + (events / EventsPerRound)).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    private static RoundRecord Record(int round, DateTimeOffset now)
    {
        Alert alert = new()
        {
            Id = $"alert-{round}",
            Cluster = "crash",
            Generation = 1,
            Status = AlertStatus.Firing,
            FiredAt = now,
            PendingSince = now,
            Finding = new() { Rule = "quorum_lost", Title = "Quorum lost", Severity = Severity.Critical, Sentence = $"round {round}" },
        };
        ImmutableArray<MonitorEvent> events = [.. Enumerable.Range(0, EventsPerRound).Select(i => new MonitorEvent(0, now, "crash", "verdict", Severity.Critical, null, $"round {round}, event {i}"))];
        Leadership leadership = new() { LastLeader = new MemberId((ulong)round), Name = "etcd-0", Term = (ulong)round, Since = now, Changes = round };
        return new("crash", now, leadership, [alert], [new Notice(NoticeKind.Firing, alert, new Dictionary<string, string>(StringComparer.Ordinal)) { Channels = ["webhook"] }], events);
    }
}
