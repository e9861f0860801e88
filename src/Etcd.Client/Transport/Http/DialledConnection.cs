namespace Etcd.Client.Transport;

/// <summary>One connection that was made, what is known of it, and the means to cut it. Its calls keep it in hand: a later dial changes nothing of it.</summary>
internal sealed class DialledConnection(Stream stream)
{
    private volatile string? _lossReason;
    private long _answers;

    /// <summary>How many answers have come on it, more or less: it grows with each, which is what matters.</summary>
    public long Answers => Volatile.Read(ref _answers);

    /// <summary>True once the member has answered anything on it.</summary>
    public bool HasAnswered => Answers > 0;

    /// <summary>Why we cut it; null while we have not.</summary>
    public string? LossReason => _lossReason;

    public void Answered() => Volatile.Write(ref _answers, _answers + 1);

    /// <summary>Closes it: every call on it fails at once.</summary>
    public void Cut(string reason)
    {
        _lossReason = reason; // before the calls fail and ask for it
        stream.Dispose();
    }
}
