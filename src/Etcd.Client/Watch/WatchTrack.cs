using System.Threading.Channels;

namespace Etcd.Client;

/// <summary>What the hub knows of one watch: how far it is, where it runs now, and what its reader has not read yet. Guarded by the hub's lock, but for the channel.</summary>
internal sealed class WatchTrack
{
    private const int DefaultBuffer = 1024;

    private readonly Channel<WatchBatch> _batches;
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Proto.Event> _fragments = [];
    private readonly KeySpace? _space;
    private readonly int _capacity;
    private Revision _next;

    public WatchTrack(KeyRange range, WatchOptions options, KeySpace? space)
    {
        Range = space is null ? range : space.In(range);
        (Options, _space, _next) = (options, space, options.From);
        _capacity = options.Buffer == 0 ? DefaultBuffer : options.Buffer;
        _batches = Channel.CreateBounded<WatchBatch>(new BoundedChannelOptions(_capacity) { SingleReader = true, SingleWriter = true });
    }

    public KeyRange Range { get; }

    public WatchOptions Options { get; }

    /// <summary>Done once a member has acknowledged the watch; fails when none will.</summary>
    public Task Acknowledged => _acknowledged.Task;

    public ChannelReader<WatchBatch> Batches => _batches.Reader;

    public Revision StartRevision { get; private set; }

    /// <summary>Its id on the present stream.</summary>
    public long Id { get; set; }

    public bool IsLive { get; private set; }

    /// <summary>The reader was too slow: the member sends nothing until it has caught up.</summary>
    public bool IsParked { get; private set; }

    /// <summary>The reader has caught up far enough.</summary>
    public bool MayGoOn => IsParked && _batches.Reader.Count <= _capacity / 2;

    /// <summary>
    /// The request that goes on where it stands; one revision earlier than needed, which is shown already and dropped. For etcd lets a watch start
    /// at the compacted revision itself, but may have dropped that one's deletes (etcd-io/etcd#18089; 3.4.23 does): asked one earlier, it says "compacted".
    /// </summary>
    public Proto.WatchRequest Create() => WatchMessages.Create(Range, Options, _next.Number > 1 ? new Revision(_next.Number - 1) : _next, Id);

    /// <summary>Off its stream; a revision of which only a part has come is forgotten, and comes again as a whole.</summary>
    public void Detach()
    {
        IsLive = false;
        _fragments.Clear();
    }

    public void GoOn() => IsParked = false;

    public void Acknowledge(Revision storeRevision)
    {
        if (_next == default)
        {
            _next = storeRevision.Next;
        }
        if (StartRevision == default)
        {
            StartRevision = _next;
        }
        IsLive = true;
        _acknowledged.TrySetResult();
    }

    /// <summary>Takes an answer in. False when the buffer is full: then the rest of it is dropped, to come again.</summary>
    public bool Take(Proto.WatchResponse response)
    {
        _space?.Out(response.Events);
        _fragments.AddRange(response.Events);
        if (response.Fragment)
        {
            return true;
        }
        if (_fragments.Count == 0)
        {
            TakeProgress(new Revision(response.Header.Revision));
            return true;
        }
        foreach (var batch in WatchMessages.Batches(_fragments))
        {
            if (batch.Revision < _next)
            {
                continue; // shown already
            }
            if (!_batches.Writer.TryWrite(batch))
            {
                IsParked = true;
                return false;
            }
            _next = batch.Revision.Next;
        }
        return true;
    }

    public void End(Exception? error)
    {
        Detach();
        _batches.Writer.TryComplete(error);
        if (error is null)
        {
            _acknowledged.TrySetCanceled();
        }
        else if (_acknowledged.TrySetException(error))
        {
            _ = _acknowledged.Task.Exception; // seen: the opener may have given up waiting
        }
    }

    // A sign for the reader only if there is room: it says nothing that the next one would not say too.
    private void TakeProgress(Revision seen)
    {
        if (seen.Next > _next)
        {
            _next = seen.Next;
        }
        if (Options.Progress)
        {
            _batches.Writer.TryWrite(new WatchBatch(seen, []));
        }
    }
}
