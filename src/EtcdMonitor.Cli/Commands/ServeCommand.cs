namespace EtcdMonitor.Cli.Commands;

internal static class ServeCommand
{
    public static Task<int> RunAsync(CommandContext context) => Task.FromResult(0);
}
