using System.Runtime.CompilerServices;

namespace EtcdMonitor.Tests.Cli.Output;

/// <summary>Compares what the terminal shows with a file beside the tests. <c>UPDATE_GOLDEN=1</c> writes the file anew: then read the difference.</summary>
internal static class TextGolden
{
    public static void ShouldMatch(string name, string text, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.ReadAllText(path));
    }
}
