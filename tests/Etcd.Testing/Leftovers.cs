using System.Diagnostics;
using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// Clears away what clusters of a killed process left in the temporary folder. Their members are dead already
/// where <c>setpriv</c> is to be had; elsewhere they still run, and their process ids are in the folder.
/// </summary>
internal static class Leftovers
{
    public const string FolderPrefix = "etcd-cluster-";
    public const string ProcessIdExtension = ".pid";

    public static void Sweep(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, FolderPrefix + "*"))
        {
            if (Owner(folder) is { } owner && !Runs(owner, name: null))
            {
                Clear(folder);
            }
        }
    }

    /// <summary>Removes a folder; what is still held by somebody stays for the next time.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // gone already, or not ours to remove
        }
    }

    private static void Clear(string folder)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*" + ProcessIdExtension))
            {
                if (int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Runs(id, "etcd"))
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                    process.WaitForExit();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // somebody else is clearing it, or it is another user's
        }
        Delete(folder);
    }

    // the name's third part: etcd-cluster-PID-…
    private static int? Owner(string folder)
        => int.TryParse(Path.GetFileName(folder).Split('-').ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    // with a name: a process id is soon somebody else's
    private static bool Runs(int id, string? name)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return name is null || string.Equals(process.ProcessName, name, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
