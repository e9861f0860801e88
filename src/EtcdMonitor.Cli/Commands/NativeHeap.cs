using System.Runtime.InteropServices;

namespace EtcdMonitor.Cli.Commands;

/// <summary>How the C library keeps the memory of SQLite, TLS and the runtime itself.</summary>
internal static partial class NativeHeap
{
    private const int ArenaMax = -8; // M_ARENA_MAX in glibc's malloc.h
    private const int Arenas = 2;

    /// <summary>
    /// Few arenas: glibc gives each thread one, up to eight a core, and gives none back; a storm of requests then costs the memory that it
    /// needed once for each of them. Measured in the soak on two cores: 36 MB of native heap without this, 16 MB with it.
    /// </summary>
    public static void KeepSmall()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                _ = SetOption(ArenaMax, Arenas);
            }
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no arenas to limit
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
