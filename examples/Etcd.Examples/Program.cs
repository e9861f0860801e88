using Etcd.Examples.Runner;

return await CommandLine.RunAsync(args);
