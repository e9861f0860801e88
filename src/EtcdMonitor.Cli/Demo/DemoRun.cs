using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Etcd.Testing;
using EtcdMonitor.Cli.Commands;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Logs;

namespace EtcdMonitor.Cli.Demo;

/// <summary>The demo from its first process to the last folder it removes.</summary>
/// <param name="context">The outside.</param>
/// <param name="options">Port and log; clusters and storage are the demo's own.</param>
internal sealed class DemoRun(CommandContext context, AppOptions options)
{
    /// <summary>Small, so that filling it takes a second.</summary>
    private const long Quota = 32L << 20;

    /// <summary>Ports tried after the one asked for.</summary>
    private const int Further = 20;

    /// <summary>Runs until it is stopped; nothing is left behind, however far it got.</summary>
    public async Task<int> RunAsync(string socketPath)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("etcd-monitor-demo-");
        using StopSignals signals = new(() => context.Error.Write($"left behind: {folder.FullName}"));
        try
        {
            await using DemoServer? server = await DemoServer.OpenAsync(socketPath);
            return server is null
                ? context.Fail(Failure.Failed("a demo runs already", "Stop it:  etcd-monitor demo stop"))
                : await RunAsync(server, folder.FullName, signals);
        }
        catch (OperationCanceledException) when (signals.Requested.IsCancellationRequested)
        {
            return ExitCode.Ok; // stopped while it was starting
        }
        catch (EtcdClusterException e)
        {
            return context.Fail(Failure.Failed(e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.')));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> RunAsync(DemoServer server, string folder, StopSignals signals)
    {
        long start = Stopwatch.GetTimestamp();
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(
            new EtcdClusterOptions { Members = 3, QuotaBytes = Quota, ExtraFlags = ["--metrics=extensive"], ParentFolder = folder },
            signals.Requested);
        EtcdMember leader = await cluster.LeaderAsync(signals.Requested);
        context.Out.Write(await DemoHead.MembersAsync(cluster, leader, Quota, context.Out, signals.Requested));

        Configure(cluster, folder);
        int asked = options.Api.Port;
        options.Api.Port = FreePort(asked);
        ILogSink sink = LogSetup.Sink(options.Log, context.Error, ["demo"]);
        using SinkLoggerProvider loggers = LogSetup.Loggers(options.Log, sink, context.Time);
        (Service? service, Failure? failure) = await Service.StartAsync(options, loggers, context.Time, signals.Requested);
        if (service is null)
        {
            return context.Fail(failure!);
        }

        await using (service)
        {
            await service.Monitor.WhenFirstJudgedAsync(signals.Requested);
            context.Out.Write(DemoHead.Commands(service.Port, asked, Stopwatch.GetElapsedTime(start), context.Out));
            server.Start(new DemoActions(cluster, signals.Request).HandleAsync);
            await signals.WaitAsync();
            Log.Stopping(loggers.CreateLogger("EtcdMonitor.Cli"));
            await server.DisposeAsync();
            await service.StopAsync();
        }

        return ExitCode.Ok;
    }

    private void Configure(EtcdCluster cluster, string folder)
    {
        options.Monitor.Clusters = [new() { Name = "demo", Endpoints = [.. cluster.Endpoints] }];
        options.Monitor.Storage.Path = Path.Combine(folder, "etcd-monitor.db");
        options.Monitor.Channels.Console.Enabled = false; // the log on this terminal says the same
    }

    /// <summary>The port, or the next one that is free.</summary>
    private int FreePort(int port)
    {
        IPAddress address = IPAddress.TryParse(options.Api.Host, out IPAddress? parsed) ? parsed : IPAddress.Loopback;
        return port == 0 ? 0 : Enumerable.Range(port, Further).Where(p => p <= IPEndPoint.MaxPort).FirstOrDefault(p => IsFree(address, p), port);
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
