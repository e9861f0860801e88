using System.Diagnostics.Metrics;
using System.Reflection;
using EtcdMonitor.Channels;
using EtcdMonitor.Probes;
using EtcdMonitor.Server;
using EtcdMonitor.Server.Live;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Architecture;

public sealed class MetricsDocumentTests
{
    [Fact]
    public async Task Every_instrument_stands_in_the_document_with_its_unit_and_meaning_and_the_reverse()
    {
        using TemporaryFolder folder = new();
        using Measured measured = new();
        using RoundMetrics rounds = new();
        using ProbeMetrics probes = new();
        using LiveMetrics live = new();
        await using Database database = await Database.OpenAsync(folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
        using DeliveryMetrics delivery = new(new Outbox(database), TimeProvider.System);

        measured.Instruments.Select(MetricsTable.Entry.Of).ShouldBe(MetricsTable.Read().Select(row => row.Entry), ignoreOrder: true);
        measured.Instruments.Select(i => i.Meter).Distinct().ShouldBe([rounds.Meter, probes.Meter, live.Meter, database.Metrics.Meter, delivery.Meter]);
    }

    [Fact]
    public void No_other_class_has_instruments() => new[] { typeof(MonitorService).Assembly, typeof(MonitorApp).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Any(f => f.FieldType == typeof(Meter)))
        .ShouldBe([typeof(RoundMetrics), typeof(ProbeMetrics), typeof(LiveMetrics), typeof(StorageMetrics), typeof(DeliveryMetrics)], ignoreOrder: true);
}
