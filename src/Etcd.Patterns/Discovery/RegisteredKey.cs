using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

/// <summary>
/// The key of a registration in etcd. Every write is: read, compare, and change only what was read; so a lost answer is found out by reading
/// again, and a process whose id another one has taken never touches the other's key. Not thread-safe.
/// </summary>
/// <param name="session">Whose lease it lives by.</param>
/// <param name="key">The key.</param>
/// <param name="writer">Who we are, unlike any other registration.</param>
/// <param name="logger">For what happens in the background.</param>
internal sealed class RegisteredKey(EtcdSession session, Key key, string writer, ILogger logger)
{
    private volatile HeldLease? _lease;
    private volatile bool _isOurs;

    public Key Key => key;

    /// <summary>The lease that it was last put under; null before the first try.</summary>
    public HeldLease? Lease => _lease;

    /// <summary>True while it is there and ours, as far as we know.</summary>
    public bool IsThere => _isOurs && _lease is { IsHeld: true };

    private EtcdClient Client => session.Client;

    /// <summary>Has etcd show this instance under the session's present lease. Bounded by request timeouts.</summary>
    /// <param name="instance">What to show.</param>
    /// <param name="takeOver">Also when another process has the id.</param>
    /// <returns>False: another process has taken the id.</returns>
    /// <exception cref="EtcdException">etcd does not have it, or that is not known.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public async Task<bool> PublishAsync(ServiceInstance instance, bool takeOver)
    {
        var value = ServiceValue.Write(instance, writer);
        while (true)
        {
            var lease = await session.HeldLeaseAsync(CancellationToken.None).ConfigureAwait(false);
            var there = await Client.GetAsync(key, CancellationToken.None).ConfigureAwait(false);
            if (there is { } other && !takeOver && ServiceValue.WriterOf(other.Value) is var who && who != writer)
            {
                TakenOver(who);
                return false;
            }
            if (there is { } same && same.Lease == lease.Id && same.Value == value)
            {
                (_lease, _isOurs) = (lease, true);
                return true;
            }
            _lease = lease;
            try
            {
                if (await PutAsync(value, lease.Id, there?.ModRevision ?? default).ConfigureAwait(false))
                {
                    _isOurs = true;
                    if (!takeOver && there?.Lease != lease.Id)
                    {
                        DiscoveryLog.RegisteredAgain(logger, key);
                    }
                    return true;
                }
            }
            catch (EtcdLeaseNotFoundException)
            {
                await lease.ConfirmAsync(CancellationToken.None).ConfigureAwait(false); // lost, which the next renewal would have told: the session takes another
            }
        }
    }

    /// <summary>Deletes it, if it is there and ours.</summary>
    /// <exception cref="EtcdException">It could not be confirmed.</exception>
    public async ValueTask RemoveAsync(CancellationToken cancellationToken)
    {
        while (_lease is not null)
        {
            var there = await Client.GetAsync(key, cancellationToken).ConfigureAwait(false);
            if (there is not { } found || ServiceValue.WriterOf(found.Value) != writer)
            {
                break;
            }
            var txn = new Txn().If(Compare.ModRevision(key) == found.ModRevision).Then(Op.Delete(key));
            if ((await Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, cancellationToken).ConfigureAwait(false)).Succeeded)
            {
                break;
            }
        }
        _isOurs = false;
    }

    // False: somebody changed it since, or it was put by a try whose answer was lost. To be read again.
    private async ValueTask<bool> PutAsync(Value value, LeaseId lease, Revision read)
    {
        var txn = new Txn().If(Compare.ModRevision(key) == read).Then(Op.Put(key, value, new PutOptions { Lease = lease }));
        return (await Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, CancellationToken.None).ConfigureAwait(false)).Succeeded;
    }

    private void TakenOver(string? other)
    {
        if (_isOurs)
        {
            _isOurs = false;
            DiscoveryLog.TakenOver(logger, key, other ?? "it does not say who it is");
        }
    }
}
