namespace Etcd.Client.Transport;

/// <summary>What is known of the one connection below the HTTP handler, and the means to cut it.</summary>
internal sealed class Connection(Dialer dialer)
{
    private readonly Lock _gate = new();
    private Stream? _stream;

    /// <summary>True once the member has answered anything since the last dial.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Why we cut the connection, until the next dial.</summary>
    public string? LossReason { get; private set; }

    public async ValueTask<Stream> DialAsync(CancellationToken cancellationToken)
    {
        HasAnswered = false;
        LossReason = null;
        var stream = await dialer.DialAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _stream = stream;
        }
        return stream;
    }

    public void Answered() => HasAnswered = true;

    /// <summary>The present connection, to be named in <see cref="Cut"/>.</summary>
    public Stream? Current()
    {
        lock (_gate)
        {
            return _stream;
        }
    }

    /// <summary>Closes that connection unless another has taken its place: every call on it fails at once.</summary>
    public void Cut(Stream? stream, string reason)
    {
        lock (_gate)
        {
            if (stream is null || !ReferenceEquals(stream, _stream))
            {
                return;
            }
            _stream = null;
            LossReason = reason;
        }
        stream.Dispose();
    }
}
