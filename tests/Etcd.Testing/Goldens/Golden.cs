using System.Runtime.CompilerServices;

namespace Etcd.Testing;

/// <summary>Compares a text with a file that somebody has read and approved. <c>UPDATE_GOLDEN=1</c> writes the file anew: then read the difference.</summary>
public static class Golden
{
    /// <summary>Compares with <c>Golden/name</c> beside the test's own source file.</summary>
    /// <exception cref="GoldenMismatchException">They differ, or there is no such file.</exception>
    public static void Match(string name, string text, [CallerFilePath] string caller = "")
        => MatchFile(Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name), text);

    /// <summary>Compares with a file anywhere, or writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it should say.</param>
    /// <param name="update">Write it; null: as <c>UPDATE_GOLDEN</c> says.</param>
    /// <exception cref="GoldenMismatchException">They differ, or there is no such file.</exception>
    public static void MatchFile(string path, string text, bool? update = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (update ?? Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }
        if (!File.Exists(path))
        {
            throw new GoldenMismatchException($"{path} does not exist. Run the test with UPDATE_GOLDEN=1, then read what it wrote.");
        }
        var approved = File.ReadAllText(path);
        if (!string.Equals(approved, text, StringComparison.Ordinal))
        {
            throw new GoldenMismatchException(
                $"The text is not what {path} says (-: only in the file, +: only now):\n{LineDifference.Of(approved, text)}\nIf it is right so: UPDATE_GOLDEN=1, then read the difference.");
        }
    }
}
