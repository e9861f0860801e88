using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Taskmaster.Files;

/// <summary>Replaces a file: whoever reads it, and whatever happens meanwhile, finds the old one or the new one, whole.</summary>
internal static partial class AtomicFile
{
    /// <summary>Writes beside the file, to the disk, under the name that <see cref="Replace"/> takes.</summary>
    /// <param name="target">The file that will be replaced.</param>
    /// <param name="prepared">The name beside it. A leftover of a process that was killed is written over.</param>
    /// <param name="content">All of it.</param>
    public static void Prepare(string target, string prepared, byte[] content)
    {
        try
        {
            using FileStream stream = new(prepared, FileMode.Create, FileAccess.Write, FileShare.None);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(prepared, File.GetUnixFileMode(target));
            }

            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            File.Delete(prepared); // disk full: leave nothing half
            throw;
        }
    }

    /// <summary>Puts the prepared file in the place of the target, and that change on the disk.</summary>
    public static void Replace(string target, string prepared)
    {
        File.Move(prepared, target, overwrite: true);
        SyncFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>The file that a link stands for, since a rename would replace the link.</summary>
    public static string Resolve(string path) => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>The first bytes of a file that another process has locked; empty where the operating system does not let others read it.</summary>
    public static string Peek(string path)
    {
        int handle = OperatingSystem.IsWindows() ? -1 : Open(path, flags: 0);
        if (handle < 0)
        {
            return "";
        }

        using SafeFileHandle file = new(handle, ownsHandle: true); // a FileStream would ask for a lock of its own
        Span<byte> start = stackalloc byte[32];
        return Encoding.ASCII.GetString(start[..RandomAccess.Read(file, start, 0)]);
    }

    /// <summary>A rename is on the disk only when its folder is. Windows has no such call and does not need it.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(folder, flags: 0);
        if (handle >= 0)
        {
            _ = Sync(handle); // file systems that cannot sync a folder say so; there is nothing more to do about it
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
