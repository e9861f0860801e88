using System.Globalization;
using Etcd.Testing;

namespace Faults.Truth;

/// <summary>What <c>make truth</c> was asked for.</summary>
internal sealed record TruthOptions
{
    private static readonly Dictionary<string, EtcdVersion> Lines = new(StringComparer.Ordinal) { ["3.4"] = EtcdVersion.V34, ["3.5"] = EtcdVersion.V35 };

    /// <summary>How often each scene is played.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Which scenes; none: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Which lines of etcd.</summary>
    public IReadOnlyList<EtcdVersion> Versions { get; init; } = [EtcdVersion.V34, EtcdVersion.V35];

    /// <summary>Chooses all that is chosen.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much is played at once: most of a scene is waiting.</summary>
    public int Parallel { get; init; } = 6;

    /// <summary>Elections, restarts and defragmentations of one run of the scene that is made of them.</summary>
    public int Churn { get; init; } = 10;

    /// <summary>How many times its bar a verdict may take, for a machine that does other things meanwhile.</summary>
    public int Slack { get; init; } = 1;

    /// <summary>Where results and evidence go.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "truth");

    /// <summary>From <c>name=value</c> words; an empty value is the default.</summary>
    /// <exception cref="ArgumentException">A word cannot be used; the message says which and why.</exception>
    public static TruthOptions Parse(IEnumerable<string> words)
    {
        TruthOptions options = new();
        foreach (string word in words)
        {
            string[] parts = word.Split('=', 2);
            options = parts is not [var name, var value] ? throw new ArgumentException($"{word} is not NAME=value")
                : value.Length == 0 ? options
                : name switch
                {
                    "RUNS" => options with { Runs = Count(name, value) },
                    "ONLY" => options with { Only = Names(value) },
                    "VERSIONS" => options with { Versions = [.. value.Split(',').Select(line => Lines.TryGetValue(line, out EtcdVersion version) ? version : throw new ArgumentException($"VERSIONS={value}: {line} is none of {string.Join(", ", Lines.Keys)}"))] },
                    "SEED" => options with { Seed = Count(name, value) },
                    "PARALLEL" => options with { Parallel = Count(name, value) },
                    "CHURN" => options with { Churn = Count(name, value) },
                    "SLACK" => options with { Slack = Count(name, value) },
                    "FOLDER" => options with { Folder = value },
                    _ => throw new ArgumentException($"{name} is not known; there are RUNS, ONLY, VERSIONS, SEED, PARALLEL, CHURN and SLACK"),
                };
        }

        return options;
    }

    private static int Count(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : throw new ArgumentException($"{name}={value} is no number above 0");

    private static string[] Names(string value)
    {
        string[] names = value.Split(',');
        return Array.Find(names, name => Playbill.All.All(scene => scene.Name != name)) is { } unknown
            ? throw new ArgumentException($"no scene is called {unknown}; there are {string.Join(", ", Playbill.All.Select(scene => scene.Name))}")
            : names;
    }
}
