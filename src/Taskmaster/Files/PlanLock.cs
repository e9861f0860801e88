using System.Globalization;
using System.Text;
using EtcdMonitor.Cli.Output;

namespace Taskmaster.Files;

/// <summary>One writer at a time. The operating system gives the lock back when its holder ends, however it ends.</summary>
internal static class PlanLock
{
    /// <summary>How long a change waits for another one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes it.</summary>
    /// <param name="paths">The plan.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waits">Told once when it takes a while, with the holder.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RefusedException">Another one holds it for too long, or the folder cannot be written.</exception>
    public static async Task<IDisposable> TakeAsync(PlanPaths paths, TimeProvider time, Action<string> waits, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        bool told = false;
        while (true)
        {
            if (TryTake(paths) is { } taken)
            {
                return taken;
            }

            TimeSpan waited = time.GetElapsedTime(began);
            if (waited >= Longest)
            {
                throw new RefusedException(Failure.Failed($"{paths.Shown} is being changed by {Holder(paths)} for more than {Longest.TotalSeconds:0} s, nothing was changed", "Wait for it or end it, then try again"));
            }

            if (!told && waited >= Patience)
            {
                waits($"waits: {paths.Shown} is being changed by {Holder(paths)}");
                told = true;
            }

            await Task.Delay(Step, time, cancellationToken);
        }
    }

    private static FileStream? TryTake(PlanPaths paths)
    {
        try
        {
            FileStream taken = new(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            taken.SetLength(0);
            taken.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            taken.Flush();
            return taken;
        }
        catch (DirectoryNotFoundException)
        {
            throw new RefusedException(Failure.Usage($"there is no folder {Path.GetDirectoryName(paths.Lock)}"));
        }
        catch (UnauthorizedAccessException)
        {
            throw new RefusedException(Failure.Usage($"{paths.Shown} cannot be changed: no right to write in {Path.GetDirectoryName(paths.Lock)}"));
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    /// <summary>EAGAIN of <c>flock</c>; on Windows a sharing or lock violation. A full disk is neither.</summary>
    private static bool IsTaken(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xffff) is 32 or 33 : e.HResult is 11 or 35;

    private static string Holder(PlanPaths paths)
    {
        return int.TryParse(AtomicFile.Peek(paths.Lock), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? $"process {id}" : "another taskmaster";
    }
}
