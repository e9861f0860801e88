using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A range in memory for all that share a store: opened at the first use; when that fails, the next use tries again.</summary>
internal sealed class SharedMirror(EtcdClient client, KeyRange range) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private Mirror? _mirror;

    /// <summary>The mirror, if it was opened.</summary>
    public Mirror? Opened => Volatile.Read(ref _mirror);

    public ValueTask<Mirror> GetAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(ConfigManager));
        cancellationToken.ThrowIfCancellationRequested();
        return Opened is { } mirror ? new ValueTask<Mirror>(mirror) : OpenAsync(cancellationToken);
    }

    /// <summary>Waits until the mirror shows what was written at <paramref name="written"/>.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It was written, but etcd went away before it could be shown.</exception>
    public static async ValueTask ShowAsync(Mirror mirror, Revision written, CancellationToken cancellationToken)
    {
        try
        {
            await mirror.WaitForAsync(written, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdException e)
        {
            throw new EtcdAmbiguousResultException($"It was written at revision {written}, but reads here do not show it yet, since etcd does not answer any more: {e.Message}", e)
            {
                Code = EtcdErrorCode.Ambiguous,
                Failure = e.Failure,
                Method = e.Method,
                Endpoint = e.Endpoint,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _opening.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (Opened is { } mirror)
            {
                await mirror.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private async ValueTask<Mirror> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(ConfigManager));
            if (Opened is { } opened)
            {
                return opened; // somebody else was faster
            }
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            var mirror = await client.MirrorAsync(range, either.Token).ConfigureAwait(false);
            Volatile.Write(ref _mirror, mirror);
            return mirror;
        }
        catch (OperationCanceledException e) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The configuration was disposed meanwhile.", e);
        }
        finally
        {
            _opening.Release();
        }
    }
}
