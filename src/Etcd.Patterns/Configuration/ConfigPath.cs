using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Paths within a configuration: segments with a slash between two of them, such as <c>database/host</c>.</summary>
internal static class ConfigPath
{
    /// <summary>The path, if it is one.</summary>
    /// <exception cref="ArgumentException">It is none; the message says what is wrong with it.</exception>
    public static string Valid(string path, string what = "path")
    {
        ArgumentNullException.ThrowIfNull(path);
        var error = path switch
        {
            "" => $"The {what} is empty; write something like 'database/host'.",
            ['/', ..] => $"The {what} '{path}' starts with '/': it is relative to the configuration's prefix; write '{path.Trim('/')}'.",
            [.., '/'] => $"The {what} '{path}' ends with '/'; write '{path.Trim('/')}'.",
            _ when path.Contains("//", StringComparison.Ordinal) => $"The {what} '{path}' has an empty segment; write a single '/' between two segments.",
            _ => null,
        };
        return error is null ? path : throw new ArgumentException(error, nameof(path));
    }

    /// <summary>The sections that a path or section lies in, the outermost first: <c>a</c> and <c>a/b</c> for <c>a/b/c</c>.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    /// <summary>The keys after a section's last one: a section's key ends with '/', and '0' is the next byte.</summary>
    public static Key End(Key section)
    {
        var end = section.ToArray();
        end[^1]++;
        return end;
    }
}
