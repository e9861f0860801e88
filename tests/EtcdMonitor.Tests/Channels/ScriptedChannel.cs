using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;

namespace EtcdMonitor.Tests.Channels;

/// <summary>Answers as it was told and keeps what it was sent.</summary>
internal sealed class ScriptedChannel(params Delivery[] answers) : IChannel
{
    private readonly Queue<Delivery> _answers = new(answers);
    private readonly List<(string Key, NoticeKind Kind)> _sent = [];

    public string Name => "scripted";

    public TimeSpan Pace { get; init; }

    public Action? OnSend { get; init; }

    public Exception? Fault { get; set; }

    public IReadOnlyList<(string Key, NoticeKind Kind)> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public bool Combines { get; init; } = true;

    public bool KnowsRepeats { get; init; }

    public List<Parcel> Parcels { get; } = [];

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        lock (_sent)
        {
            Parcels.Add(parcel);
            _sent.Add((parcel.Key, parcel.Lead.Kind));
        }

        OnSend?.Invoke();
        if (Fault is { } fault)
        {
            Fault = null;
            throw fault;
        }

        return Task.FromResult(_answers.Count > 0 ? _answers.Dequeue() : Delivery.Sent);
    }
}
