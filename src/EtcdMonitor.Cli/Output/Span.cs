namespace EtcdMonitor.Cli.Output;

/// <summary>Text in one style.</summary>
/// <param name="Text">The text, without control characters.</param>
/// <param name="Style">Its looks.</param>
internal readonly record struct Span(string Text, Style Style = Style.Plain);
