namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A path such as <c>/etcd</c>: it begins with a slash and does not end in one.</summary>
internal sealed class BasePathKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "PATH";

    /// <inheritdoc/>
    public override Reading Read(string text) =>
        text.StartsWith('/') && text.Length > 1 && !text.EndsWith('/') && !text.Any(c => char.IsWhiteSpace(c) || c is '?' or '#')
            ? new(text)
            : Reading.Wrong($"\"{text}\" is no path", "write /etcd");

    /// <inheritdoc/>
    public override string? Write(object? value) => value is string { Length: > 0 } path ? path : null;
}
