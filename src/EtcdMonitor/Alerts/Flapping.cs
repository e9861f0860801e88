using System.Collections.Immutable;

namespace EtcdMonitor.Alerts;

/// <summary>An alert that comes and goes is one alert that says so, not one page for each time it comes.</summary>
internal static class Flapping
{
    /// <summary>Coming so many times within <see cref="Memory"/> is flapping: a fault, its end and its return happen to be; a second return is a pattern.</summary>
    private const int Times = 3;

    /// <summary>Counting stops there: what matters is that it is many.</summary>
    private const int Most = 100;

    /// <summary>A quarter of an hour, as the rules that count restarts and elections.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    /// <summary>The alert, which came just now.</summary>
    public static Alert Came(Alert alert, DateTimeOffset now)
    {
        ImmutableArray<DateTimeOffset> came = [.. alert.Came.Where(at => now - at < Memory).TakeLast(Most - 1), now];
        return alert with { Came = came, FlapsSince = alert.FlapsSince ?? (came.Length >= Times ? came[0] : null) };
    }

    /// <summary>How long it must be gone to be over.</summary>
    public static TimeSpan Bridge(Alert alert, TimeSpan least, TimeSpan window)
    {
        TimeSpan own = alert.Finding.KeepFiring > least ? alert.Finding.KeepFiring : least;
        return alert.FlapsSince is null || own > window ? own : window;
    }
}
