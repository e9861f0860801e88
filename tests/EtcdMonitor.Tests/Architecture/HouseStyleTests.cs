using System.Runtime.CompilerServices;

namespace EtcdMonitor.Tests.Architecture;

public sealed class HouseStyleTests
{
    private const int MaxLines = 250;

    [Fact]
    public void No_hand_written_file_is_over_250_lines()
    {
        string[] large = [.. Sources().Where(file => File.ReadLines(file).Count() > MaxLines).Select(file => Path.GetRelativePath(Root(), file))];

        Sources().Count().ShouldBeGreaterThan(100);
        large.ShouldBeEmpty();
    }

    [Fact]
    public void The_flow_of_one_cluster_fits_on_a_page() =>
        File.ReadLines(Path.Combine(Root(), "src", "EtcdMonitor", "MonitorLoop.cs")).Count().ShouldBeLessThanOrEqualTo(100);

    private static IEnumerable<string> Sources() =>
        new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
