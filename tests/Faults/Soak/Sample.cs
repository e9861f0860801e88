using System.Globalization;

namespace Faults.Soak;

/// <summary>What the process holds at one moment.</summary>
/// <param name="At">Since the start of the campaign.</param>
/// <param name="AtRest">Whether no fault was on and the verdict was healthy: only such moments can be compared.</param>
/// <param name="ResidentBytes">Resident memory.</param>
/// <param name="AnonymousBytes">Of it what is no file: heaps and stacks.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Sample(TimeSpan At, bool AtRest, long ResidentBytes, long AnonymousBytes, int Handles, int Threads)
{
    /// <summary>Reads Linux' <c>/proc</c>.</summary>
    /// <exception cref="IOException">There is no such process any more.</exception>
    public static Sample Of(int processId, TimeSpan at, bool atRest)
    {
        Dictionary<string, string> status = File.ReadLines($"/proc/{processId}/status").Select(line => line.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim(), StringComparer.Ordinal);
        return new(at, atRest, Bytes(status["VmRSS"]), Bytes(status["RssAnon"]), Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count(), int.Parse(status["Threads"], CultureInfo.InvariantCulture));
    }

    // "12345 kB"
    private static long Bytes(string text) => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
}
