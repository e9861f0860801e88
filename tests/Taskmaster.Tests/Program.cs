using Taskmaster.Tests.Files;

// a writer that a test runs in a process of its own; everything else is for the runner of the tests
return args is ["writer", .. var rest] ? await Writer.RunAsync(rest) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
