namespace Etcd.Testing;

/// <summary>A text is not what its approved file says; the message shows the difference.</summary>
public sealed class GoldenMismatchException : Exception
{
    /// <summary>An error without details.</summary>
    public GoldenMismatchException()
    {
    }

    /// <summary>An error with the difference.</summary>
    public GoldenMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>An error with the difference and a cause.</summary>
    public GoldenMismatchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
