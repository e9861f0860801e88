using EtcdMonitor.Tests.Support;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Tests.Support;

/// <summary>A folder with a document and its plan.</summary>
internal sealed class PlanFolder : IDisposable
{
    public const string Document = """
        # Shop

        **Project:** shop
        **Version:** 2.0.0

        ## Features

        ### Search [P0] (24 h)

        Finds what people mean.

        - Words
        - Synonyms
        - Typing mistakes

        ### Basket [P1] (16 h)

        - Add
        - Remove

        ### Reports [LOW] (8 h)

        ## Phases

        ### Phase 1: First (Weeks 1-2)

        - Search
        - Basket

        ### Phase 2: Second (Week 3)

        - Reports
        """;

    private readonly TemporaryFolder _folder = new();

    private PlanFolder()
    {
    }

    public string Path => _folder.Path;

    /// <summary>The plan as it is on disk.</summary>
    public Plan Plan => new PlanStore(Paths).Read();

    /// <summary>The history as it is on disk.</summary>
    public History History => new PlanStore(Paths).ReadHistory();

    public PlanPaths Paths => PlanPaths.Of("tasks.json", Path);

    /// <summary>With the plan of a document; null: of <see cref="Document"/>.</summary>
    public static async Task<PlanFolder> WithPlanAsync(string? document = null)
    {
        PlanFolder folder = new();
        folder.Write("PRD.md", document ?? Document);
        (await folder.RunAsync("init")).Error.ShouldBeEmpty();
        return folder;
    }

    /// <summary>With nothing in it.</summary>
    public static PlanFolder Empty() => new();

    public string Write(string name, string text) => _folder.Write(name, text);

    public string File(string name) => _folder.File(name);

    /// <summary>Names and contents of all files but the lock.</summary>
    public Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(Path).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(f => System.IO.Path.GetFileName(f), System.IO.File.ReadAllText);

    public Task<Ran> RunAsync(params string[] args) => Ran.InAsync(Path, args);

    public void Dispose() => _folder.Dispose();
}
