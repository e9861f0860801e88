using Etcd.Client;

namespace Etcd.Patterns;

/// <content>How the right is lost.</content>
public abstract partial class Ownership
{
    internal OwnershipLostException LostNow(Exception? inner)
        => new($"{_place} is no longer ours ({LossReason}); nothing was written.", inner) { Fence = Fence, Reason = LossReason ?? Patterns.LossReason.KeyDeleted };

    private void LeaseLost() => Lose(OfLease());

    private LossReason OfLease() => _place.Lease.LossReason switch
    {
        LeaseLossReason.Revoked => Patterns.LossReason.LeaseRevoked,
        LeaseLossReason.ProcessPaused => Patterns.LossReason.ProcessPaused,
        LeaseLossReason.Released => Patterns.LossReason.SessionClosed,
        _ => Patterns.LossReason.LeaseExpired,
    };

    private void Lose(LossReason reason)
    {
        lock (_gate)
        {
            if (_released || _reason is not null)
            {
                return;
            }
            _reason = reason;
        }
        _ = _lost.CancelAsync();
        _ = _ended.CancelAsync();
    }

    private void WatchKey()
    {
        lock (_gate)
        {
            if (_watched || _released || _reason is not null)
            {
                return;
            }
            _watched = true;
        }
        _ = WatchKeyAsync();
    }

    private async Task WatchKeyAsync()
    {
        while (true)
        {
            try
            {
                await _place.GoneAsync(_ended.Token).ConfigureAwait(false);
                Lose(_place.Lease.IsHeld ? Patterns.LossReason.KeyDeleted : OfLease());
                return;
            }
            catch (EtcdUnavailableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _session.Time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
            {
                return; // given up, or lost already; or etcd refuses the watch: then the lease and the guard still tell
            }
        }
    }
}
