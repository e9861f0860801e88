using Etcd.Client.Transport;

namespace Etcd.Client;

// one stream: what comes in on it, and what ends it
internal sealed partial class WatchHub
{
    /// <summary>One stream from its opening to its end. True when it has served a watch.</summary>
    private async ValueTask<bool> RunLinkAsync()
    {
        WatchLink? link = null;
        try
        {
            // without "hasleader" a watch on a cut-off member stays silent for as long as the cut lasts
            link = new WatchLink(await _transport.OpenAsync(EtcdMethods.Watch, new CallOptions(RequireLeader: true), _closing.Token).ConfigureAwait(false));
            lock (_gate)
            {
                _link = link;
                foreach (var track in _tracks.Where(each => !each.IsParked))
                {
                    Attach(track);
                }
            }
            while (true)
            {
                Dispatch(link, await link.ReadAsync().ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException)
        {
            // given up: idle, closing, or to begin with a fresh token
        }
        catch (EtcdAuthException e)
        {
            EndAll(e);
        }
        catch (EtcdException e)
        {
            _lastFailure = e;
            Log.WatchesMoveOn(_logger, e.Message);
        }
        finally
        {
            DetachAll();
            if (link is not null)
            {
                await link.DisposeAsync().ConfigureAwait(false);
            }
        }
        return link is { HasServed: true };
    }

    private void Dispatch(WatchLink link, Proto.WatchResponse response)
    {
        lock (_gate)
        {
            var track = response is { WatchId: -1, Created: true, Canceled: true } ? FirstUnacknowledged() : _byId.GetValueOrDefault(response.WatchId);
            if (track is null)
            {
                return; // closed meanwhile
            }
            if (response.Canceled)
            {
                Canceled(link, track, WatchMessages.Canceled(response));
            }
            else if (response.Created)
            {
                link.HasServed = true;
                track.Acknowledge(new Revision(response.Header.Revision));
            }
            else if (!track.Take(response))
            {
                Overflow(track);
            }
        }
    }

    private void Canceled(WatchLink link, WatchTrack track, EtcdException reason)
    {
        switch (reason)
        {
            case EtcdAuthException:
                Detach(track);
                _ = SettleRefusalAsync(link, track, reason);
                break;
            case EtcdUnavailableException:
                link.GiveUp();
                break;
            default:
                End(track, reason);
                break;
        }
    }

    // A stream keeps the token it was opened with, and a refusal does not say whether it is the token that is too old or
    // the user who may not: a plain read of the same range, with a fresh token, does.
    private async Task SettleRefusalAsync(WatchLink link, WatchTrack track, EtcdException refusal)
    {
        try
        {
            await _transport.UnaryAsync(EtcdMethods.Range, KvRequests.Glance(track.Range), default, _closing.Token).ConfigureAwait(false);
            link.GiveUp();
        }
        catch (EtcdAuthException)
        {
            End(track, refusal);
        }
        catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
        {
            link.GiveUp();
        }
    }

    private void Overflow(WatchTrack track)
    {
        if (track.Options.WhenFull == SlowReader.Fail)
        {
            End(track, new EtcdException($"The watch's reader is too slow: {track.Batches.Count} batches wait for it. Read faster, or set a larger Buffer.") { Code = EtcdErrorCode.SlowReader, Method = EtcdMethods.Watch.Name });
            return;
        }
        _link?.Send(WatchMessages.Cancel(track.Id));
        Detach(track);
    }
}
