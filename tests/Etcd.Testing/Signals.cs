using System.Runtime.InteropServices;

namespace Etcd.Testing;

/// <summary>Signals to a process by its id.</summary>
internal static partial class Signals
{
    // the numbers of Linux on x64 and arm64; macOS has others for stop and continue
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Freeze(int processId) => Send(processId, Stop);

    public static void Thaw(int processId) => Send(processId, Continue);

    private static void Send(int processId, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("A process cannot be frozen on Windows.");
        }
        if (Kill(processId, signal) != 0)
        {
            throw new InvalidOperationException($"The signal {signal} could not be sent to process {processId} (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
