using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>Takes the figures of a database from whoever tells them.</summary>
internal static class DatabaseFold
{
    public static DatabaseFigures Fold(DatabaseFigures before, MemberStatus? status, MemberMetrics page, DateTimeOffset now)
    {
        Figure size = status is null ? page.DbSizeBytes : Figure.Of(status.DbSize, FigureSource.Status);
        return new()
        {
            SizeBytes = size,
            InUseBytes = status is null ? page.DbSizeInUseBytes : Figure.Of(status.DbSizeInUse, FigureSource.Status),
            QuotaBytes = status?.DbSizeQuota is > 0 and { } quota ? Figure.Of(quota, FigureSource.Status) : page.QuotaBytes,
            Growth = size.Value is { } bytes ? before.Growth.Add(now, bytes) : before.Growth,
        };
    }
}
