using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Alerts;

/// <summary>Plays findings to a pipeline, a round a second.</summary>
public abstract class PlayedAlerts
{
    private readonly List<Alert> _changed = [];
    private long _round = 10;

    /// <summary>Without routes.</summary>
    private protected AlertPipeline Pipeline { get; } = New(labels: new() { ["team"] = "storage" });

    private protected DateTimeOffset Now { get; private set; } = Rounds.Noon;

    /// <summary>What was to be stored.</summary>
    private protected List<Alert> Changed => _changed;

    private protected static AlertPipeline New(AlertOptions? options = null, Dictionary<string, string>? labels = null, TimeSpan? memory = null, string[]? channels = null, params Alert[] stored) =>
        new(labels ?? [], options ?? new(), channels ?? ["console"], stored, memory ?? TimeSpan.FromDays(31));

    private protected static Finding Found(string rule, Severity severity = Severity.Critical, double hold = 0, string? member = null) =>
        new() { Rule = rule, Title = rule, Severity = severity, Sentence = rule, Member = member, Hold = TimeSpan.FromSeconds(hold) };

    /// <summary>The next round is the first again.</summary>
    private protected void Restarted() => _round = 0;

    private protected List<Notice> Play(int seconds, params Finding[] findings) => Play(Pipeline, seconds, findings);

    private protected List<Notice> Play(AlertPipeline pipeline, int seconds, params Finding[] findings)
    {
        List<Notice> notices = [];
        for (int i = 0; i < seconds; i++)
        {
            Now += TimeSpan.FromSeconds(1);
            ClusterState state = new() { Name = "test", At = Now, Round = ++_round };
            Verdict verdict = new() { Severity = Severity.Healthy, Sentence = "", Tolerance = new(3, 2, 3), Findings = [.. findings] };
            AlertStep step = pipeline.Advance(state, verdict);
            notices.AddRange(step.Notices);
            _changed.AddRange(step.Changed);
        }

        return notices;
    }
}
