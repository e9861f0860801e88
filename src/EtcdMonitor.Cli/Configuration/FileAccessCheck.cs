using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Tells in words why a file cannot be read.</summary>
internal static partial class FileAccessCheck
{
    /// <summary>Null: it can be read.</summary>
    public static (string What, string? Advice)? WhyNot(string path)
    {
        if (Directory.Exists(path))
        {
            return ("it is a directory", null);
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ("there is no such file", null);
        }
        catch (UnauthorizedAccessException)
        {
            return OperatingSystem.IsWindows() ? ("permission denied", null) : Denied(path);
        }
        catch (IOException e)
        {
            return (e.Message.TrimEnd('.'), null);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static (string What, string? Advice) Denied(string path)
    {
        string advice = string.Create(CultureInfo.InvariantCulture, $"let uid {EffectiveUserId()} read it");
        try
        {
            string mode = Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
            return ($"permission denied, mode {mode}", advice);
        }
        catch (UnauthorizedAccessException)
        {
            return ("permission denied", advice); // its folder is closed: not even the mode is to be seen
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
