using System.Diagnostics;

namespace EtcdMonitor.Tests.Support;

/// <summary>A file system of two megabytes of its own, that can be filled, freed and made read-only. Needs the right to mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Mounts it; skips the test where that is not allowed.</summary>
    public TinyDisk()
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _folder.Path) != 0)
        {
            _folder.Dispose();
            Assert.Skip("this user may not mount a file system");
        }
    }

    /// <summary>Path of a file on it.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Takes all space that is left.</summary>
    public void Fill()
    {
        byte[] page = new byte[1024];
        using FileStream ballast = System.IO.File.Create(File("ballast"), bufferSize: 1);
        try
        {
            while (true)
            {
                ballast.Write(page);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => System.IO.File.Delete(File("ballast"));

    /// <summary>From now on nothing on it can be written.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.Path).ShouldBe(0);

    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
