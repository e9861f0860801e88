using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EtcdMonitor.Tests.Support;

/// <summary>What the instruments say that are made after it and by the same test: others measure in this process too.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _all = [];
    private readonly AsyncLocal<bool> _mine = new();

    public Measured()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_mine.Value && instrument.Meter.Name == "EtcdMonitor")
            {
                Instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
        _mine.Value = true;
    }

    /// <summary>One measurement; tags as <c>kind=read outcome=ok</c>.</summary>
    internal sealed record Measurement(string Name, double Value, string[] Keys, string Tags);

    public ConcurrentQueue<Instrument> Instruments { get; } = [];

    public IReadOnlyList<Measurement> All => [.. _all];

    /// <summary>Values of an instrument with exactly these tags.</summary>
    public IReadOnlyList<double> Values(string name, string tags = "") => [.. _all.Where(m => m.Name == $"etcd_monitor.{name}" && m.Tags == tags).Select(m => m.Value)];

    public double Sum(string name, string tags = "") => Values(name, tags).Sum();

    /// <summary>What an observed instrument says now; null: nothing.</summary>
    public double? Now(string name, string tags = "")
    {
        int before = Values(name, tags).Count;
        _listener.RecordObservableInstruments();
        return Values(name, tags) is { } values && values.Count > before ? values[^1] : null;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        KeyValuePair<string, object?>[] all = tags.ToArray();
        _all.Enqueue(new(instrument.Name, value, [.. all.Select(t => t.Key)], string.Join(' ', all.Select(t => $"{t.Key}={t.Value}"))));
    }
}
