using System.Security.Cryptography;

namespace Etcd.Client;

/// <summary>Writes a snapshot through and hashes all but its last 32 bytes, which are the hash that the server computed.</summary>
internal sealed class SnapshotSink(Stream destination) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _tail = new byte[SHA256.HashSizeInBytes];
    private int _tailLength;

    public long Bytes { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> blob, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(blob, cancellationToken).ConfigureAwait(false);
        Bytes += blob.Length;
        Hash(blob.Span);
    }

    /// <summary>The snapshot's hash, when it is the one that the server sent; else null.</summary>
    public string? Verified()
        => _tailLength == _tail.Length && _hash.GetHashAndReset().AsSpan().SequenceEqual(_tail) ? Convert.ToHexStringLower(_tail) : null;

    public void Dispose() => _hash.Dispose();

    // Whatever comes, its last 32 bytes may be the end: they are held back until more follows.
    private void Hash(ReadOnlySpan<byte> blob)
    {
        var surplus = _tailLength + blob.Length - _tail.Length;
        if (surplus <= 0)
        {
            blob.CopyTo(_tail.AsSpan(_tailLength));
            _tailLength += blob.Length;
            return;
        }
        var fromTail = Math.Min(surplus, _tailLength);
        _hash.AppendData(_tail, 0, fromTail);
        _tail.AsSpan(fromTail, _tailLength - fromTail).CopyTo(_tail);
        _tailLength -= fromTail;
        _hash.AppendData(blob[..(surplus - fromTail)]);
        var rest = blob[(surplus - fromTail)..];
        rest.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength += rest.Length;
    }
}
