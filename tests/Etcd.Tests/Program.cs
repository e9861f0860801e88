using Etcd.Testing;
using Etcd.Tests.Children;

// a scenario that a test runs in a process of its own; everything else is for the runner of the tests
return ChildHost.Is(args) ? await ChildHost.RunAsync(args, Scenarios.All) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
