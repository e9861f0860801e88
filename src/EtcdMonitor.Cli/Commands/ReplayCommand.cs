using System.Text.Json;
using EtcdMonitor.Bundles;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Diagnosis;
using EtcdMonitor.Cli.Output.Status;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary><c>diagnose replay BUNDLE</c>: what this version makes of the rounds of a bundle.</summary>
internal static class ReplayCommand
{
    /// <summary>Prints it; the exit code is the verdict on the last round.</summary>
    public static async Task<int> RunAsync(CommandContext context)
    {
        if (context.Invocation.Arguments is not ["replay", var path])
        {
            return context.Fail(Failure.Usage("diagnose replay takes one bundle", "Write:  etcd-monitor diagnose replay FILE.tar.gz"));
        }

        (Bundle? bundle, Failure? failure) = await BundleFile.ReadAsync(path);
        if (bundle is null)
        {
            return context.Fail(failure!);
        }

        ReplayedRound[] rounds;
        try
        {
            Recording recording = Recording.Parse(bundle.Files.GetValueOrDefault(BundleParts.RecordingFile) ?? throw new InvalidDataException("it has no recording"));
            rounds = [.. Replay.Run(recording, bundle.Manifest.Thresholds)];
        }
        catch (InvalidDataException e)
        {
            return context.Fail(Failure.Usage($"{path} cannot be replayed, {e.Message}"));
        }

        if (rounds.Length == 0)
        {
            return context.Fail(Failure.Usage($"{path} cannot be replayed, no round is recorded in it"));
        }

        DiagnosisView view = DiagnosisView.From(rounds[^1].Snapshot, "bundle", BuildInfo.Current.Version, rounds: rounds.Length);
        if (context.Invocation.Json)
        {
            WriteJson(context.Out, bundle.Manifest, rounds, view);
        }
        else
        {
            DateTimeOffset now = context.Time.GetUtcNow();
            context.Out.Write(ReplayRenderer.Render(bundle, rounds, now, context.Out));
            context.Out.Write(DiagnosisRenderer.Render(view, now, context.Out, context.Invocation.Value(Flags.Output) == "wide"));
        }

        return StatusExit.Of([view.Verdict], context.Invocation.Value(Flags.FailOn) ?? "warning");
    }

    private static void WriteJson(Terminal output, BundleManifest manifest, ReplayedRound[] rounds, DiagnosisView view) => JsonAnswer.Write(output, writer =>
    {
        writer.WriteString("schema", "etcd-monitor.replay/1");
        writer.WriteString("cluster", manifest.Cluster);
        writer.WriteString("recorded_by", manifest.Version);
        writer.WriteNumber("rounds", rounds.Length);
        writer.WriteBoolean("agrees", rounds[^1].Agrees);
        writer.WriteNumber("rounds_judged_otherwise", rounds.Count(r => !r.Agrees));
        Write(writer, "recorded", rounds[^1].Recorded);
        writer.WriteStartArray("changes");
        foreach (ReplayedRound change in ReplayRenderer.Changes(rounds))
        {
            writer.WriteStartObject();
            writer.WriteString("at", change.Snapshot.State.At.UtcDateTime);
            Write(writer, "judged", RecordedVerdict.Of(change.Snapshot.Verdict));
            Write(writer, "recorded", change.Recorded);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("diagnosis");
        writer.WriteRawValue(PrettyJson.Of(view));
    });

    private static void Write(Utf8JsonWriter writer, string name, RecordedVerdict verdict)
    {
        writer.WriteStartObject(name);
        writer.WriteString("verdict", verdict.Severity.ToString().ToLowerInvariant());
        writer.WriteString("fault", verdict.Fault);
        writer.WriteString("member", verdict.Member);
        writer.WriteString("sentence", verdict.Sentence);
        writer.WriteEndObject();
    }
}
