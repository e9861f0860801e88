using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Logs;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed partial class LogSinkTests
{
    [Fact]
    public void People_read_time_level_subject_and_sentence() =>
        Log("text").ShouldBe("02:55:20.131 crit  payments-eu-1  etcd-2 is cut off\n02:55:20.131 info  ready          first verdicts in 1.4 s\n");

    [Fact]
    public void Programs_read_an_object_a_line_with_a_stable_event() =>
        Log("json").ShouldBe("""
            {"ts":"2026-11-21T02:55:20.131Z","level":"crit","event":"verdict","cluster":"payments-eu-1","message":"etcd-2 is cut off"}
            {"ts":"2026-11-21T02:55:20.131Z","level":"info","event":"ready","took":"1.4 s","message":"first verdicts in 1.4 s"}

            """);

    private static string Log(string format)
    {
        using StringWriter writer = new();
        LogOptions options = new() { Format = format };
        ILogSink sink = LogSetup.Sink(options, new Terminal(writer), ["payments-eu-1"]);
        using SinkLoggerProvider loggers = LogSetup.Loggers(options, sink, new Clock());
        ILogger logger = loggers.CreateLogger("Test");
        Happened(logger, "payments-eu-1", "etcd-2 is cut off", "verdict");
        Ready(logger, "1.4 s");
        Quiet(logger);
        return writer.ToString();
    }

    [LoggerMessage(1, LogLevel.Critical, "{Cluster}: {Text} ({Kind})", EventName = "event")]
    private static partial void Happened(ILogger logger, string cluster, string text, string kind);

    [LoggerMessage(2, LogLevel.Information, "first verdicts in {Took}", EventName = "ready")]
    private static partial void Ready(ILogger logger, string took);

    [LoggerMessage(3, LogLevel.Debug, "not at this level", EventName = "quiet")]
    private static partial void Quiet(ILogger logger);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 2, 55, 20, 131, TimeSpan.Zero);
    }
}
