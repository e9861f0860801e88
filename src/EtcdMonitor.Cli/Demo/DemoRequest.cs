namespace EtcdMonitor.Cli.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Action"><c>kill</c>, <c>freeze</c>, <c>thaw</c>, <c>fill</c>, <c>heal</c>, <c>stop</c> or <c>hello</c>.</param>
/// <param name="Member">Name of a member, or <c>leader</c>.</param>
internal sealed record DemoRequest(string Action, string? Member);
