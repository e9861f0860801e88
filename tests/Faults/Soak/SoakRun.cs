using System.Diagnostics;
using System.Globalization;
using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace Faults.Soak;

/// <summary>
/// A campaign: the monitor over a real cluster, a fault of a seeded list each so often, healed again; the process is sampled all the while. It must be healthy again after each heal, grow by
/// nothing, end when told to and leave nothing behind.
/// </summary>
/// <param name="options">How long and how hard.</param>
/// <param name="progress">A line after each fault.</param>
internal sealed class SoakRun(SoakOptions options, Action<string> progress)
{
    /// <summary>From the heal to the healthy verdict: members take some seconds to serve, two rounds confirm it.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<Sample> _samples = [];
    private readonly List<string> _wrong = [];
    private Queue<SoakFault> _bag = [];
    private volatile bool _atRest;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Runs it to its end, or until <paramref name="cancellationToken"/>; either way nothing keeps running and no file stays.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; there is no verdict then.</exception>
    public async Task<SoakReport> RunAsync(CancellationToken cancellationToken)
    {
        int faults = 0;
        string path;
        using (TemporaryFolder folder = new())
        {
            path = folder.Path;
            await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
            await using FaultProxy webhook = FaultProxy.Start(new Uri(receiver.Url).Authority);
            await using EtcdCluster cluster = await EtcdCluster.StartAsync(
                new EtcdClusterOptions { Members = 3, QuotaBytes = 32 << 20, ClientProxies = true, ExtraFlags = ["--metrics=extensive"], ParentFolder = path }, cancellationToken);
            await using Subject monitor = await Subject.StartAsync(options, path, cluster, $"http://{webhook.Endpoint}/hook", cancellationToken);
            Scene scene = new(cluster, monitor, webhook, new Random(options.Seed));
            await HealthyAsync(scene, "at its start", cancellationToken);

            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task sampling = SampleAsync(monitor, over.Token);
            try
            {
                while (Elapsed < options.Duration && monitor.IsRunning)
                {
                    faults++;
                    await OneFaultAsync(scene, Next(scene.Random), cancellationToken);
                }
            }
            finally
            {
                await over.CancelAsync();
                await sampling;
            }

            _wrong.AddRange(scene.Complaints.Distinct(StringComparer.Ordinal).Take(10));
            await EndAsync(monitor, path);
        }

        LookForLeftovers(path);
        bool judged = options.Duration >= options.Judged;
        IReadOnlyList<Trend> trends = Trend.Of(_samples);
        _wrong.AddRange(trends.Where(t => judged && !t.IsFlat).Select(t => $"it grows: {t}"));
        return new(faults, trends, judged, [.. _wrong]);
    }

    private async Task OneFaultAsync(Scene scene, SoakFault fault, CancellationToken cancellationToken)
    {
        TimeSpan began = Elapsed;
        _atRest = false;
        using (CancellationTokenSource hold = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            hold.CancelAfter(options.Hold);
            try
            {
                await fault.BeginAsync(scene, hold.Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, hold.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // it has held long enough
            }
        }

        bool seen = !(await scene.Monitor.VerdictAsync(cancellationToken)).Healthy;
        if (fault.IsSeen && !seen)
        {
            _wrong.Add($"\"{fault.Name}\" was not seen in {options.Hold.TotalSeconds:0} s");
        }

        await scene.HealAsync(cancellationToken);
        TimeSpan healed = Elapsed;
        bool healthy = await HealthyAsync(scene, $"after \"{fault.Name}\"", cancellationToken);
        TimeSpan took = Elapsed - healed;
        await FullCollection.RunAsync(scene.Monitor.ProcessId, scene.Monitor.TemporaryFolder, cancellationToken);
        _atRest = healthy;
        TimeSpan left = began + options.FaultPeriod - Elapsed;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
        }

        Sample now = Sample.Of(scene.Monitor.ProcessId, Elapsed, healthy);
        progress(string.Create(
            CultureInfo.InvariantCulture,
            $"{began:mm\\:ss}  {fault.Name,-34}  {(seen ? "seen" : "    ")}  {(healthy ? $"healthy {took.TotalSeconds:0.0} s after the heal" : "NOT HEALTHY AGAIN"),-29}  rss {now.ResidentBytes >> 20} MiB, anonymous {now.AnonymousBytes >> 20} MiB, {now.Handles} handles, {now.Threads} threads"));
    }

    /// <summary>Each fault of the list once, in a new order each time through: a long run has them all equally often.</summary>
    private SoakFault Next(Random random)
    {
        if (_bag.Count == 0)
        {
            SoakFault[] all = [.. SoakFault.All];
            random.Shuffle(all);
            _bag = new(all);
        }

        return _bag.Dequeue();
    }

    private async Task<bool> HealthyAsync(Scene scene, string when, CancellationToken cancellationToken)
    {
        try
        {
            DateTimeOffset from = TimeProvider.System.GetUtcNow(); // what was found before is no answer
            await Eventually.GetAsync(
                async token => await scene.Monitor.VerdictAsync(token), verdict => verdict.Healthy && verdict.At > from, "the verdict is healthy", Recovery, verdict => verdict.Sentence, cancellationToken);
            return true;
        }
        catch (TimeoutException e)
        {
            _wrong.Add($"{when}: {e.Message}");
            return false;
        }
    }

    private async Task SampleAsync(Subject monitor, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(options.SamplePeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                _samples.Add(Sample.Of(monitor.ProcessId, Elapsed, _atRest));
            }
        }
        catch (OperationCanceledException)
        {
            // the campaign is over
        }
        catch (IOException)
        {
            _wrong.Add("the monitor is gone");
        }
    }

    private async Task EndAsync(Subject monitor, string folder)
    {
        int? exit = await monitor.StopAsync();
        if (exit != 0)
        {
            _wrong.Add(exit is null ? "it does not end within 10 s of SIGTERM" : $"it ends with exit code {exit}");
        }

        string[] left = [.. Directory.EnumerateFileSystemEntries(Path.Combine(folder, "tmp")).Select(entry => Path.GetFileName(entry)!)];
        if (left.Length > 0)
        {
            _wrong.Add($"it leaves temporary files: {string.Join(", ", left)}");
        }
    }

    /// <summary>Nothing in the process table and nothing on the disk still carries the campaign's folder in its name.</summary>
    private void LookForLeftovers(string folder)
    {
        if (Directory.Exists(folder))
        {
            _wrong.Add($"{folder} is still there");
        }

        foreach (string process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "cmdline")).Contains(folder, StringComparison.Ordinal))
                {
                    _wrong.Add($"process {Path.GetFileName(process)} still runs");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // ended while we looked, or none of ours
            }
        }
    }
}
