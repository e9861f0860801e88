namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Path of a file that must be there and readable when the monitor starts.</summary>
internal sealed class FileKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "FILE";

    /// <inheritdoc/>
    public override bool IsFile => true;

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        if (text.Length == 0)
        {
            return Reading.Wrong("is empty");
        }

        return FileAccessCheck.WhyNot(text) is { } why ? Reading.Wrong(why.What, why.Advice) with { Act = $"cannot read {text}" } : new(text);
    }
}
