using System.Threading.Channels;
using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

/// <summary>
/// A registered instance, until it is deregistered or disposed. It is not exclusive and heals by itself: after a lost lease, or when somebody
/// deletes its key, it is registered again as soon as etcd lets it. If another process registers the same id, the later one counts, and this
/// one waits until the other has left. Thread-safe.
/// </summary>
public sealed partial class ServiceRegistration : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly EtcdSession _session;
    private readonly RegisteredKey _key;
    private readonly ILogger _logger;
    private readonly HealthCheck? _check;
    private CancellationTokenRegistration _onLost;
    private HeldLease? _followed;
    private Task _loops = Task.CompletedTask;
    private volatile ServiceInstance _instance;
    private volatile bool _ended;
    private bool _left;
    private int _verdict;

    private ServiceRegistration(ServiceRegistry registry, EtcdSession session, ServiceInstance instance, HealthCheck? check, string writer)
    {
        (_session, _instance, _check, _logger) = (session, instance, check, registry.Logger);
        _key = new RegisteredKey(session, registry.KeyOf(instance), writer, _logger);
    }

    /// <summary>The instance as this process publishes it, with the latest verdict of its health check.</summary>
    public ServiceInstance Instance => WithVerdict(_instance);

    /// <summary>True while etcd shows it, as far as is known here: false after a lost lease until it is registered again, while another process has the id, and when it was given up. A hint from memory.</summary>
    public bool IsRegistered => !_ended && _key.IsThere;

    private EtcdClient Client => _session.Client;

    /// <summary>Publishes other data of the instance, such as another weight. With a health check, <see cref="ServiceInstance.Health"/> stays the check's.</summary>
    /// <exception cref="ArgumentException">A part of it makes no sense, or it is another name or id.</exception>
    /// <exception cref="EtcdConflictException">Another process has registered the id; nothing has changed.</exception>
    /// <exception cref="EtcdException">It was not published, and if that is unclear it is put back: the registration stays as it was.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and may still be published; <see cref="Instance"/> tells.</exception>
    /// <exception cref="ObjectDisposedException">The registration was given up.</exception>
    public async ValueTask UpdateAsync(ServiceInstance instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var valid = instance.Validated();
        if ((valid.Name, valid.Id) != (_instance.Name, _instance.Id))
        {
            throw new ArgumentException($"The registration is of '{_instance.Name}/{_instance.Id}', not of '{valid.Name}/{valid.Id}'; register that one.", nameof(instance));
        }
        if (!await LetGo(WriteAsync(valid, takeOver: false), cancellationToken).ConfigureAwait(false))
        {
            throw new EtcdConflictException($"{_key.Key} was registered by another process, and the later one counts. Give each process an id of its own.") { Code = EtcdErrorCode.Conflict };
        }
    }

    /// <summary>Takes the instance out of the registry.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it. Can be called again.</exception>
    public async ValueTask DeregisterAsync(CancellationToken cancellationToken = default)
    {
        _ended = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false); // a write under way comes first, so that it cannot come after
        try
        {
            if (_left)
            {
                return;
            }
            await _onLost.DisposeAsync().ConfigureAwait(false);
            await _key.RemoveAsync(cancellationToken).ConfigureAwait(false);
            _left = true;
        }
        finally
        {
            _writing.Release();
        }
        await _loops.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deregisters quietly: waits at most the session's release timeout, never throws; what stays unconfirmed goes on in the background, at worst the session's lease ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await _session.ReleasedAsync(DeregisterAsync).ConfigureAwait(false))
        {
            _ = DeregisterLaterAsync();
        }
    }

    internal static async ValueTask<ServiceRegistration> OpenAsync(ServiceRegistry registry, EtcdSession session, ServiceInstance instance, HealthCheck? check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var valid = instance.Validated();
        var lease = await session.HeldLeaseAsync(cancellationToken).ConfigureAwait(false);
        var registration = new ServiceRegistration(registry, session, valid, check, $"{session.Owner} {session.NewName(lease.Id)}");
        try
        {
            await LetGo(registration.WriteAsync(update: null, takeOver: true), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await registration.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        registration._loops = Task.Run(registration.RunAsync, CancellationToken.None);
        return registration;
    }

    // Never cancelled: a write that was left alone could come after the delete. Whoever waits for it may go.
    private async Task<bool> WriteAsync(ServiceInstance? update, bool takeOver)
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            var instance = update ?? _instance;
            var isOurs = await _key.PublishAsync(WithVerdict(instance), takeOver).ConfigureAwait(false);
            if (isOurs)
            {
                _instance = instance;
                Follow(_key.Lease!);
            }
            return isOurs;
        }
        catch (EtcdException)
        {
            Wake(); // it may have got there: to what holds, or back to it
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task DeregisterLaterAsync()
    {
        var backoff = NewBackoff();
        while (_key.Lease is not { IsHeld: false })
        {
            var lost = _key.Lease?.Lost ?? CancellationToken.None;
            try
            {
                await DeregisterAsync(lost).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is EtcdUnavailableException or EtcdAmbiguousResultException)
            {
                await backoff.WaitAsync(lost).ConfigureAwait(false);
            }
            catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
            {
                return; // refused, or the session has ended and the key with it
            }
        }
    }

    private void Follow(HeldLease lease)
    {
        if (!ReferenceEquals(_followed, lease))
        {
            _followed = lease;
            _onLost.Dispose();
            _onLost = lease.Lost.UnsafeRegister(static self => ((ServiceRegistration)self!).Wake(), this);
        }
    }

    private ServiceInstance WithVerdict(ServiceInstance instance) => _check is null ? instance : instance with { Health = (ServiceHealth)Volatile.Read(ref _verdict) };

    private void Wake() => _wake.Writer.TryWrite(true);

    private Backoff NewBackoff() => new(_session.Time, Client.Randomizer);

    private static async Task<T> LetGo<T>(Task<T> work, CancellationToken cancellationToken)
    {
        _ = work.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
