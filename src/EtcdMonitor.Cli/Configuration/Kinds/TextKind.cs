namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Any text that is not empty.</summary>
/// <param name="placeholder">What stands for it in the help.</param>
internal sealed class TextKind(string placeholder = "TEXT") : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => placeholder;

    /// <inheritdoc/>
    public override Reading Read(string text) => text.Length == 0 ? Reading.Wrong("is empty") : new(text);
}
