using EtcdMonitor.Cli.Commands;

return await EntryPoint.RunAsync(args);
