namespace EtcdMonitor.Cli.Demo;

/// <summary>One line of the demo's answer.</summary>
/// <param name="Text">What it did, or why it could not.</param>
/// <param name="Exit">Exit code for who asked; null: more is to come.</param>
/// <param name="Hint">What to do about a failure.</param>
internal sealed record DemoReply(string Text, int? Exit = null, string? Hint = null);
