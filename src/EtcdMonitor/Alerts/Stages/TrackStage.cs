using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>Finds the alert of each finding, or begins one.</summary>
internal sealed class TrackStage : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        ImmutableSortedDictionary<string, Alert>.Builder alerts = batch.Alerts.ToBuilder();
        foreach (Finding finding in batch.Findings)
        {
            string id = Identity(batch.Cluster, finding);
            alerts[id] = alerts.GetValueOrDefault(id) switch
            {
                { FlapsSince: not null } flapping when batch.Now - flapping.SeenAt >= finding.KeepFiring => Flapping.Came(flapping with { Finding = finding, SeenAt = batch.Now }, batch.Now),
                { Status: AlertStatus.Pending or AlertStatus.Firing } lasting => lasting with { Finding = finding, SeenAt = batch.Now },
                { } over => over with { Finding = finding, SeenAt = batch.Now, Status = AlertStatus.Pending, PendingSince = finding.Since ?? batch.Now },
                null => new()
                {
                    Id = id,
                    Cluster = batch.Cluster,
                    Finding = finding,
                    SeenAt = batch.Now,
                    Status = AlertStatus.Pending,
                    PendingSince = finding.Since ?? batch.Now,
                },
            };
        }

        return batch with { Alerts = alerts.ToImmutable() };
    }

    /// <summary>The same alert has the same id for ever, on every replica.</summary>
    private static string Identity(string cluster, Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster}\n{finding.Rule}\n{finding.Member}")))[..16];
}
