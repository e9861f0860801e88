using Taskmaster.Commands;

return await EntryPoint.RunAsync(args);
