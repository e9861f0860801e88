using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Etcd.Testing;

namespace Faults.Truth;

/// <summary>All scenes that were asked for, several at once.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="evidence">Where what went wrong is kept.</param>
/// <param name="earlier">What this build has shown already: it is not played again.</param>
/// <param name="print">For progress.</param>
internal sealed class TruthRun(TruthOptions options, string evidence, IReadOnlyCollection<SceneResult> earlier, Action<string> print)
{
    private readonly ConcurrentQueue<SceneResult> _results = new(earlier.Where(result => IsAskedFor(result, options)));
    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>What is finished.</summary>
    public IReadOnlyCollection<SceneResult> Results => _results;

    /// <summary>Scenes that could not be played, with the reason: each is a miss.</summary>
    public IReadOnlyList<(Scene Scene, string Why)> NotYet { get; } =
        [.. Chosen(options).Select(scene => (scene, WhyNot(scene, options))).Where(each => each.Item2 is not null).Select(each => (each.scene, each.Item2!))];

    /// <summary>All was played, and nothing was wrong.</summary>
    public bool Passed => NotYet.Count == 0 && !_results.IsEmpty && _results.All(result => result.Passed);

    /// <summary>Plays; returns when all is played.</summary>
    public async Task PlayAsync(Action<SceneResult> keep, CancellationToken stop)
    {
        SceneTurn[] turns = [.. Turns()];
        print(string.Create(CultureInfo.InvariantCulture, $"{turns.Length} runs of {turns.Select(turn => turn.Scene.Name).Distinct().Count()} scenes, {options.Parallel} at once, seed {options.Seed}, build {SceneResult.ThisBuild}; {_results.Count} are there already; Ctrl-C ends everything, and what is finished is kept"));
        foreach ((Scene scene, string why) in NotYet)
        {
            print($"not yet    {scene.Name,-22} {why}");
        }

        using SemaphoreSlim places = new(options.Parallel);
        List<Task> playing = [];
        foreach (SceneTurn turn in turns)
        {
            int cost = Math.Min(turn.Scene.Cost, options.Parallel);
            for (int place = 0; place < cost; place++)
            {
                await places.WaitAsync(stop);
            }

            playing.Add(Task.Run(
                async () =>
                {
                    try
                    {
                        Finish(await turn.PlayAsync(evidence, stop), keep);
                    }
                    finally
                    {
                        places.Release(cost);
                    }
                },
                CancellationToken.None));
        }

        await Task.WhenAll(playing);
    }

    /// <summary>All scenes once, then all again: a run that is stopped early has seen each of them. The long ones first.</summary>
    private IEnumerable<SceneTurn> Turns() =>
        from run in Enumerable.Range(1, options.Runs)
        from scene in Chosen(options).Where(scene => NotYet.All(each => each.Scene != scene)).OrderByDescending(Length)
        from version in options.Versions.Intersect(scene.Versions)
        where !_results.Any(result => result.Scene == scene.Name && result.Version == version.ToString() && result.Run == run)
        select new SceneTurn(scene, new SceneRun(scene, version, run, options.Seed) { Disturbances = options.Churn, Slack = options.Slack });

    private static bool IsAskedFor(SceneResult result, TruthOptions options) =>
        result.Seed == options.Seed && result.Churn == options.Churn && result.Run <= options.Runs && Chosen(options).Any(scene => scene.Name == result.Scene) && options.Versions.Any(version => version.ToString() == result.Version);

    private void Finish(SceneResult result, Action<SceneResult> keep)
    {
        lock (_gate)
        {
            _results.Enqueue(result);
            keep(result);
            string wrong = result.Passed ? "" : '\n' + string.Join('\n', result.Wrong.Take(3).Select(sentence => "    " + sentence.Split('\n')[0]));
            print(string.Create(
                CultureInfo.InvariantCulture,
                $"{Stopwatch.GetElapsedTime(_start):mm\\:ss}  {(result.Passed ? "ok   " : "WRONG")}  {result.Scene,-22} {result.Version} run {result.Run,-3} {result.Seconds,4:0} s  event {TruthTable.Ms(result.EventMs)}  told {TruthTable.Ms(result.ToldMs)}  clear {TruthTable.Ms(result.ClearMs)}{wrong}"));
        }
    }

    private static TimeSpan Length(Scene scene) =>
        scene.Lasts + (scene.Expects is { } expected ? (expected.Told > expected.Within ? expected.Told.Value : expected.Within) + expected.Clears : TimeSpan.Zero);

    private static IEnumerable<Scene> Chosen(TruthOptions options) =>
        Playbill.All.Where(scene => options.Only.Count == 0 || options.Only.Contains(scene.Name, StringComparer.Ordinal)).Where(scene => scene.Versions.Intersect(options.Versions).Any());

    /// <summary>A scene that was asked for by its name is played all the same: it shows what there is to see.</summary>
    private static string? WhyNot(Scene scene, TruthOptions options) =>
        scene.IsNotYet && !options.Only.Contains(scene.Name, StringComparer.Ordinal) ? $"no rule gives {scene.Expects!.Rule}"
        : scene.WhyNot() is { } obstacle ? obstacle
        : options.Versions.Intersect(scene.Versions).FirstOrDefault(version => EtcdBinary.Find(version) is null, EtcdVersion.Any) is var missing && missing != EtcdVersion.Any ? $"etcd {missing} is not here; build/etcd.sh fetches it"
        : null;

    private sealed record SceneTurn(Scene Scene, SceneRun Run)
    {
        public Task<SceneResult> PlayAsync(string folder, CancellationToken stop) => Run.PlayAsync(folder, stop);
    }
}
