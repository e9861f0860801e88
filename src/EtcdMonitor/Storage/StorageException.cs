namespace EtcdMonitor.Storage;

/// <summary>The storage cannot be used; the message names it and says what to do.</summary>
public sealed class StorageException : Exception
{
    /// <summary>With its reason.</summary>
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
