namespace EtcdMonitor.State;

/// <summary>How large a member's database is, how it grows and how far the quota is. By its status, or by its metrics page where the status is denied.</summary>
public sealed record DatabaseFigures
{
    /// <summary>Database file, bytes.</summary>
    public Figure SizeBytes { get; init; }

    /// <summary>Part of the file in use, bytes.</summary>
    public Figure InUseBytes { get; init; }

    /// <summary>Backend quota, bytes: at a file of this size etcd raises NOSPACE.</summary>
    public Figure QuotaBytes { get; init; }

    /// <summary>Sizes of the last hours.</summary>
    internal GrowthWindow Growth { get; init; } = GrowthWindow.Empty;

    /// <summary>Share of the file that a defragmentation would give back, 0 to 1.</summary>
    public Figure FreeRatio => Of(InUseBytes, SizeBytes, (used, size) => Math.Max(0, 1 - (used / size)), "the file is empty");

    /// <summary>Share of the quota that the file has reached, 0 to 1.</summary>
    public Figure QuotaUsedRatio => Of(SizeBytes, QuotaBytes, (size, quota) => size / quota, "there is no quota");

    /// <summary>Growth of the file, bytes a second: the slope of a regression over up to four hours.</summary>
    public Figure GrowthBytesPerS => SizeBytes.Value is null ? SizeBytes : Growth.BytesPerS;

    /// <summary>Seconds until the file reaches the quota if it goes on to grow like this.</summary>
    public Figure QuotaFullInSeconds => GrowthBytesPerS switch
    {
        { Value: null } unknown => unknown,
        { Value: <= 0 } => Figure.Unknown("the file does not grow", FigureSource.Status),
        { Value: { } growth } => Of(QuotaBytes, SizeBytes, (quota, size) => Math.Max(0, quota - size) / growth, "there is no quota"),
    };

    private static Figure Of(Figure one, Figure other, Func<double, double, double> number, string otherwise) => (one.Value, other.Value) switch
    {
        (null, _) => one,
        (_, null) => other,
        ({ } a, { } b) => double.IsFinite(number(a, b)) ? one with { Value = number(a, b) } : Figure.Unknown(otherwise, one.Source),
    };
}
