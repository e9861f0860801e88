using System.Runtime.CompilerServices;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class GoldenTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("golden-").FullName, "new", "a.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_file))!, recursive: true);

    [Fact]
    public void A_text_is_compared_with_the_file_beside_the_test()
    {
        Golden.Match("greeting.txt", "hello\nworld\n");
        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Golden", "greeting.txt");
        File.ReadAllText(file).ShouldBe("hello\nworld\n");
        Should.Throw<GoldenMismatchException>(() => Golden.MatchFile(file, "hello\nworld", update: false));
    }

    [Fact]
    public void A_file_that_is_not_there_says_how_to_make_it()
        => Should.Throw<GoldenMismatchException>(() => Golden.MatchFile(_file, "", update: false)).Message.ShouldContain("does not exist. Run the test with UPDATE_GOLDEN=1");

    [Fact]
    public void An_update_writes_the_file_and_only_then_does_it_match()
    {
        Should.Throw<GoldenMismatchException>(() => Golden.MatchFile(_file, "a", update: false));
        Golden.MatchFile(_file, "a", update: true);
        Golden.MatchFile(_file, "a", update: false);
        Golden.MatchFile(_file, "b", update: true);
        Should.Throw<GoldenMismatchException>(() => Golden.MatchFile(_file, "a", update: false));
        File.ReadAllText(_file).ShouldBe("b");
    }

    [Fact]
    public void A_difference_shows_the_changed_lines_and_little_around_them()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(i => $"line {i}")];
        Golden.MatchFile(_file, string.Join('\n', lines), update: true);
        lines[9] = "line ten ";
        var error = Should.Throw<GoldenMismatchException>(() => Golden.MatchFile(_file, string.Join('\n', [.. lines, "line 21"]), update: false));
        error.Message.ShouldContain(
            """
              …
              line 8
              line 9
            - line 10
            + line ten·
              line 11
              line 12
              …
              line 19
              line 20
            + line 21
            """);
        error.Message.ShouldContain(_file);
        error.Message.ShouldNotContain("line 15");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
