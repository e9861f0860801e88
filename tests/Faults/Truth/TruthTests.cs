using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace Faults.Truth;

// alone: verdicts are about seconds, and the campaigns take all of the machine
[Collection(Alone.Name)]
public sealed class TruthTests
{
    private static readonly string[] Slice = ["kill-leader", "quorum-killed", "nospace"];
    private static readonly string[] Controls = ["kill-leader", "quorum-killed", "peer-cut-follower"];

    /// <summary>A slice of <c>make truth</c>; how fast it is shows only there.</summary>
    [Fact]
    public async Task Faults_get_their_verdicts_and_no_other()
    {
        using TemporaryFolder evidence = new();

        SceneResult[] results = await Task.WhenAll(Slice.Select(name => new SceneRun(Playbill.Find(name), EtcdVersion.Any, run: 1, seed: 1) { Slack = double.PositiveInfinity }.PlayAsync(evidence.Path, Cancel)));

        results.SelectMany(result => result.Wrong.Select(sentence => $"{result.Scene}: {sentence}")).ShouldBeEmpty(Seen(evidence.Path));
        results.ShouldAllBe(result => result.EventMs > 0 && result.ClearMs > 0);
    }

    [Fact]
    public async Task Without_its_rule_a_verdict_is_missed()
    {
        SceneResult[] results = await Task.WhenAll(Controls.Select(name => Control(Playbill.Find(name)).PlayAsync(evidence: null, Cancel)));

        results.ShouldAllBe(result => !result.Passed && result.Wrong.Any(sentence => sentence.Contains("was not seen", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ONLY=nobody", "no scene is called nobody")]
    [InlineData("RUNS=0", "RUNS=0 is no number above 0")]
    [InlineData("VERSIONS=3.6", "3.6 is none of 3.4, 3.5")]
    [InlineData("MINUTES=3", "MINUTES is not known")]
    public void A_wrong_wish_is_named(string word, string said) =>
        Should.Throw<ArgumentException>(() => TruthOptions.Parse([word])).Message.ShouldContain(said);

    [Fact]
    public void A_scene_has_a_name_of_its_own() => Playbill.All.Select(scene => scene.Name).ShouldBeUnique();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SceneRun Control(Scene scene) =>
        new(scene, EtcdVersion.Any, run: 1, seed: 1) { Rules = RuleNames.BookWithout(scene.Expects!.Rule), Grace = TimeSpan.Zero };

    private static string Seen(string folder) =>
        string.Join('\n', Directory.EnumerateFiles(folder, "seen.txt", SearchOption.AllDirectories).SelectMany(File.ReadAllLines));
}
