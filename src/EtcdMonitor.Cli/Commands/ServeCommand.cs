using System.Net;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Logs;
using EtcdMonitor.Server;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Watches until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Runs the monitor and its API.</summary>
    public static async Task<int> RunAsync(CommandContext context)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context));
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        NativeHeap.KeepSmall();
        AppOptions options = loaded.Options;
        SinkLoggerProvider loggers = LogSetup.Loggers(options.Log, LogSetup.Sink(options.Log, context.Error, options.Monitor.Clusters.Select(c => c.Name)), context.Time);
        ILogger logger = loggers.CreateLogger("EtcdMonitor.Cli");
        using Reloading reloading = new(context, loaded, logger);
        using StopSignals signals = new(hangUp: () => _ = Task.Run(() => HangUpAsync(reloading, logger), CancellationToken.None));
        bool head = context.Error.IsInteractive && options.Log.Format == "text";
        if (head)
        {
            ProblemWriter.Warn(context.Error, loaded);
        }
        else
        {
            Announce(logger, loaded);
        }

        (Service? service, Failure? failure) = await Service.StartAsync(options, loggers, context.Time, signals.Requested, reloading.RunAsync);
        if (service is null)
        {
            return context.Fail(failure!);
        }

        await using (service)
        {
            reloading.Monitor = service.Monitor;
            if (head)
            {
                context.Error.Write(ServeHead.Of(loaded, service.Port, context.Error));
            }
            else
            {
                Log.Listening(logger, $"http://{options.Api.Host}:{service.Port}{options.Api.BasePath}");
            }

            WarnIfOpen(options.Api, service.Port, head ? context.Error : null, logger);
            await RunAsync(service, logger, signals);
        }

        return ExitCode.Ok;
    }

    private static async Task RunAsync(Service service, ILogger logger, StopSignals signals)
    {
        try
        {
            await service.WhenReadyAsync(logger, signals.Requested);
            await signals.WaitAsync();
        }
        catch (OperationCanceledException) when (signals.Requested.IsCancellationRequested)
        {
            // told to stop before the first verdicts were there
        }

        Log.Stopping(logger);
        await service.StopAsync();
    }

    private static async Task HangUpAsync(Reloading reloading, ILogger logger)
    {
        try
        {
            await reloading.RunAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // nobody waits for its answer but the log
            Log.ReloadFailed(logger, e);
        }
    }

    private static void Announce(ILogger logger, LoadedConfiguration loaded)
    {
        Log.Starting(
            logger,
            BuildInfo.Current.Version,
            Figures.Plural(loaded.Options.Monitor.Clusters.Count, "cluster"),
            loaded.File ?? "flags and environment",
            loaded.Options.Monitor.Storage.Path);
        foreach (string warning in loaded.Report.Warnings)
        {
            Log.ConfigurationWarning(logger, warning);
        }
    }

    private static void WarnIfOpen(ApiOptions api, int port, Terminal? head, ILogger logger)
    {
        if (api.Host == "localhost" || (IPAddress.TryParse(api.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address)))
        {
            return;
        }

        if (head is null)
        {
            Log.NoAuthentication(logger, port);
        }
        else
        {
            head.Write(ServeHead.NoAuthentication(port, head));
        }
    }
}
