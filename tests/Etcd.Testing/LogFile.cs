namespace Etcd.Testing;

/// <summary>What a member writes, to a file.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private StreamWriter? _writer = new(path, append: true) { AutoFlush = true };

    public void Write(string? line)
    {
        lock (_gate)
        {
            if (line is not null)
            {
                _writer?.WriteLine(line);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }
}
