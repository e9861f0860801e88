namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Path of an SQLite file, which is made when missing.</summary>
internal sealed class StoragePathKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "PATH";

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        if (text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase))
        {
            // the URL may carry a password: it is not repeated
            return Reading.Wrong("postgresql:// is not in this version yet", "give the path of an SQLite file");
        }

        if (text.Length == 0)
        {
            return Reading.Wrong("is empty");
        }

        return Directory.Exists(text) ? Reading.Wrong($"{text} is a directory", "give the path of a file") : new(text);
    }
}
