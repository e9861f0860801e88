namespace Faults.Soak;

/// <summary>How long and how hard.</summary>
internal sealed record SoakOptions
{
    /// <summary>What to start, with its first arguments: the published program, or <c>dotnet etcd-monitor.dll</c>.</summary>
    public required string[] Program { get; init; }

    /// <summary>How long faults come.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A fault comes each so often; healing may take longer than what is left of it, then the next one is late.</summary>
    public TimeSpan FaultPeriod { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a fault holds.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Period of the samples.</summary>
    public TimeSpan SamplePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Chooses the faults and their victims.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the monitor's log goes; null: it goes with the rest.</summary>
    public string? LogPath { get; init; }

    /// <summary>
    /// From here on growth is judged, not only shown: code is compiled, caches and pools are filled, and a leak of the size looked for stands out of the noise of the collector.
    /// </summary>
    public TimeSpan Judged { get; init; } = TimeSpan.FromMinutes(10);
}
