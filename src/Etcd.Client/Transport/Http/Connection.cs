namespace Etcd.Client.Transport;

/// <summary>The place of the one connection below the HTTP handler: whoever dials last stands in it.</summary>
internal sealed class Connection(Dialer dialer)
{
    private volatile DialledConnection? _current;

    /// <summary>The connection dialled last; null before the first.</summary>
    public DialledConnection? Current => _current;

    public async ValueTask<Stream> DialAsync(CancellationToken cancellationToken)
    {
        var stream = await dialer.DialAsync(cancellationToken).ConfigureAwait(false);
        _current = new DialledConnection(stream);
        return stream;
    }

    /// <summary>Cuts that connection unless another has taken its place.</summary>
    public void Cut(DialledConnection? dialled, string reason)
    {
        if (dialled is not null && ReferenceEquals(dialled, _current))
        {
            dialled.Cut(reason);
        }
    }
}
