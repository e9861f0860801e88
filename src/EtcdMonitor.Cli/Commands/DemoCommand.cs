namespace EtcdMonitor.Cli.Commands;

internal static class DemoCommand
{
    public static Task<int> RunAsync(CommandContext context) => Task.FromResult(0);
}
