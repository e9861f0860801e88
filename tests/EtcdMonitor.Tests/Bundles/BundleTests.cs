using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Etcd.Client;
using EtcdMonitor.Bundles;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Bundles;

public sealed class BundleTests : IDisposable
{
    private const string Canary = "canary7f3a91c2ab";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bundle_that_is_read_again_is_the_same_and_judges_the_same()
    {
        Bundle bundle = Made();

        using MemoryStream archive = new(bundle.ToBytes());
        Bundle read = await Bundle.ReadAsync(archive, Cancel);

        read.FileName.ShouldBe("test-20261121T120020Z.tar.gz");
        read.Files.Keys.ShouldBe(bundle.Files.Keys, ignoreOrder: true);
        read.Manifest.Files.Select(f => f.Name).ShouldBe(bundle.Files.Keys, ignoreOrder: true);
        Replay.Run(Recording.Parse(read.Files[BundleParts.RecordingFile]), read.Manifest.Thresholds).ShouldAllBe(r => r.Agrees);
    }

    [Fact]
    public async Task Replay_prints_each_change_and_the_diagnosis_and_tells_the_shell_how_bad_it_is()
    {
        string file = Written(Made());

        Ran ran = await Ran.Async($"diagnose replay {file}");

        ran.Exit.ShouldBe(4);
        ran.Out.ShouldContain("test, 8 rounds recorded by etcd-monitor 9.9, ");
        ran.Out.ShouldContain("Healthy   All 3 members serve, etcd-0 leads\n");
        ran.Out.ShouldContain("Warning   etcd-2 is down: one more failure costs the quorum\n");
        ran.Out.ShouldContain("This version judges each round as it was recorded\n");
        ran.Out.ShouldContain(" checks on 3 members, recorded up to ");
        ran.Out.ShouldContain("▲ Warning   etcd-2 refuses connections, which follows from: No tolerance left\n");
        ran.Error.ShouldBeEmpty();

        Ran json = await Ran.Async($"diagnose replay {file} -o json");
        json.Out.ShouldContain("\"schema\": \"etcd-monitor.replay/1\"");
        json.Out.ShouldContain("\"agrees\": true");
        json.Exit.ShouldBe(4);
    }

    [Fact]
    public async Task A_recorded_verdict_that_this_version_does_not_share_is_told()
    {
        Bundle bundle = Made();
        string rounds = Encoding.UTF8.GetString(bundle.Files[BundleParts.RecordingFile]);
        int last = rounds.LastIndexOf("\"verdict\":{\"severity\":\"Warning\"", StringComparison.Ordinal);
        Bundle other = bundle.With(BundleParts.RecordingFile, Encoding.UTF8.GetBytes(string.Concat(rounds.AsSpan(0, last), "\"verdict\":{\"severity\":\"Critical\"", rounds.AsSpan(last + "\"verdict\":{\"severity\":\"Warning\"".Length))));

        Ran ran = await Ran.Async($"diagnose replay {Written(other)}");

        ran.Out.ShouldContain("This version judges otherwise: recorded was Critical, \"etcd-2 is down: one more failure costs the quorum\", now it is Warning, \"");
    }

    [Fact]
    public async Task A_bundle_that_is_cut_short_is_refused_in_one_line_at_whatever_byte()
    {
        byte[] whole = Made().ToBytes();
        foreach (int length in new[] { 0, 5, 30, 500, whole.Length / 2, whole.Length * 9 / 10 })
        {
            Ran ran = await Ran.Async($"diagnose replay {Written(whole[..length])}");

            ran.ShouldSatisfyAllConditions($"{length} bytes", r => r.Exit.ShouldBe(2), r => r.Out.ShouldBeEmpty(), r => r.Error.Count(c => c == '\n').ShouldBe(1));
        }
    }

    [Fact]
    public async Task What_is_no_bundle_of_ours_or_a_newer_one_is_refused_by_name()
    {
        Bundle bundle = Made();
        string newer = Written(bundle with { Manifest = bundle.Manifest with { Schema = "etcd-monitor.bundle/2" } });

        (await Ran.Async($"diagnose replay {newer}")).ShouldSatisfyAllConditions(
            r => r.Exit.ShouldBe(2),
            r => r.Error.ShouldBe($"etcd-monitor: {newer} was made by etcd-monitor 9.9 in a form that this version does not know (etcd-monitor.bundle/2, known: etcd-monitor.bundle/1). Replay it with that version\n"));
        (await Ran.Async($"diagnose replay {Written(Archive(("readme.txt", "hello")))}")).Error.ShouldEndWith("is no bundle of etcd-monitor: it has no manifest\n");
        (await Ran.Async($"diagnose replay {Written(Archive(("manifest.json", "[]")))}")).Error.ShouldEndWith("is no bundle of etcd-monitor: its manifest cannot be read\n");
        (await Ran.Async($"diagnose replay {Written("plain text"u8.ToArray())}")).Error.ShouldEndWith("is no bundle of etcd-monitor\n");
        (await Ran.Async("diagnose replay /nowhere/x.tar.gz")).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Error.ShouldContain("cannot read /nowhere/x.tar.gz"));
        (await Ran.Async("diagnose replay")).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Error.ShouldContain("takes one bundle"));
        (await Ran.Async("diagnose repaly x")).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Error.ShouldContain("does not know repaly"));
    }

    [Fact]
    public async Task No_secret_is_in_a_bundle_and_only_its_owner_may_read_it()
    {
        string yaml = """
            etcd: {endpoints: ["127.0.0.1:1"], username: probe, password: CANARY-a}
            monitoring: {probe_interval: 100ms}
            alerts: {webhook: {url: "https://hooks.example/CANARY-b", secret: CANARY, headers: {Authorization: CANARY-d}}}
            """.Replace("CANARY", Canary, StringComparison.Ordinal);
        string config = _folder.Write("config.yaml", yaml);
        string file = Path.Combine(_folder.Path, "out.tar.gz");

        Ran ran = await Ran.Async($"diagnose --config={config} --monitor=http://127.0.0.1:1 --bundle={file}", ("ETCD_MONITOR_TOKEN", Canary));
        ran.Exit.ShouldBe(3, "a monitor that was named is the one to ask");
        ran = await Ran.Async($"diagnose --config={config} --endpoints=127.0.0.1:1 --bundle={file}", ("ETCD_MONITOR_TOKEN", Canary), ("ETCD_MONITOR__ETCD__PASSWORD", Canary));

        ran.Exit.ShouldBe(3, ran.Out + ran.Error);
        ran.Out.ShouldContain($"Bundle {file}, ");
        (ran.Out + ran.Error).ShouldNotContain(Canary);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using FileStream stream = File.OpenRead(file);
        Bundle bundle = await Bundle.ReadAsync(stream, Cancel);
        bundle.Files.Keys.ShouldContain("config.yaml");
        bundle.Files.ShouldAllBe(f => !Encoding.UTF8.GetString(f.Value).Contains(Canary));

        Ran again = await Ran.Async($"diagnose --config={config} --endpoints=127.0.0.1:1 --bundle={file}");
        again.ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(2), r => r.Error.ShouldContain("is there already"), r => r.Out.ShouldBeEmpty());
    }

    private static Bundle Made()
    {
        Rounds rounds = new();
        Recorder recorder = new();
        ClusterSnapshot last = new(rounds.State, Judge.Next(null, rounds.State, RuleBook.Default, new()), []);
        for (int i = 0; i < 8; i++)
        {
            if (i == 4)
            {
                rounds.Down(2, EtcdFailure.Refused);
            }

            ClusterState state = rounds.Play(out ProbeRound round);
            Verdict verdict = Judge.Next(last.Verdict, state, RuleBook.Default, new());
            recorder.Add(last, [round], verdict);
            last = new(state, verdict, []);
        }

        return new BundleParts(last, recorder.Read()!, new(), "monitor", "9.9", Rounds.Noon.AddSeconds(20)).ToBundle();
    }

    private static byte[] Archive(params (string Name, string Text)[] files)
    {
        using MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip))
        {
            foreach ((string name, string text) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return archive.ToArray();
    }

    private string Written(Bundle bundle) => Written(bundle.ToBytes());

    private string Written(byte[] bytes)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.tar.gz");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
