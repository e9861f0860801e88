using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EtcdMonitor.Server.Bundles;

/// <summary>Facts about the process that made a bundle and its host. No environment variable is among them: those carry secrets.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Platform">Operating system and processor.</param>
/// <param name="OperatingSystem">The system in words.</param>
/// <param name="Processors">Processors that the process may use.</param>
/// <param name="MemoryLimitBytes">Memory that the process may use.</param>
/// <param name="MemoryUsedBytes">Memory that the process uses.</param>
/// <param name="UptimeSeconds">Age of the process.</param>
/// <param name="Now">The clock.</param>
/// <param name="TimeZone">The host's time zone; all our times are UTC.</param>
internal sealed record BundleEnvironment(
    string Version, string Runtime, string Platform, string OperatingSystem, int Processors, long MemoryLimitBytes, long MemoryUsedBytes, long UptimeSeconds, DateTimeOffset Now, string TimeZone)
{
    internal static BundleEnvironment Of(string version, DateTimeOffset now) => new(
        version, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier, RuntimeInformation.OSDescription, Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Environment.WorkingSet, Age(now), now, TimeZoneInfo.Local.Id);

    private static long Age(DateTimeOffset now)
    {
        using Process process = Process.GetCurrentProcess();
        return Math.Max(0, (long)(now - new DateTimeOffset(process.StartTime)).TotalSeconds);
    }
}
