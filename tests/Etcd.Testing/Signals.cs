using System.Runtime.InteropServices;

namespace Etcd.Testing;

/// <summary>Signals to a process by its id.</summary>
internal static partial class Signals
{
    private const int Term = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // the numbers of Linux on x64 and arm64; macOS has others for stop and continue
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Terminate(int processId) => Send(processId, Term);

    /// <summary>Stops the process; on Linux, returns once none of its threads runs any more. The signal alone takes effect some time later on a busy machine.</summary>
    public static void Freeze(int processId)
    {
        Send(processId, Stop);
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(() => IsStopped(processId), Patience))
        {
            throw new InvalidOperationException($"Process {processId} still runs {Patience.TotalSeconds:0} s after it was told to stop.");
        }
    }

    public static void Thaw(int processId) => Send(processId, Continue);

    // the state stands behind the name, which may hold anything but ends with the last bracket: "17 (etcd) T 1 …"
    private static bool IsStopped(int processId)
        => Directory.EnumerateDirectories($"/proc/{processId}/task").All(thread =>
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(thread, "stat"));
                return stat[stat.LastIndexOf(')') + 2] is 'T' or 'Z' or 'X';
            }
            catch (IOException)
            {
                return true; // the thread has ended
            }
        });

    private static void Send(int processId, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals: a process can only be killed there.");
        }
        if (Kill(processId, signal) != 0)
        {
            throw new InvalidOperationException($"The signal {signal} could not be sent to process {processId} (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
