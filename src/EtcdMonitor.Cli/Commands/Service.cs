using System.Diagnostics;
using System.Net.Sockets;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Logs;
using EtcdMonitor.Server;
using EtcdMonitor.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Commands;

/// <summary>A running monitor with its API, as <c>serve</c> and <c>demo</c> run it.</summary>
internal sealed class Service : IAsyncDisposable
{
    /// <summary>How long requests and deliveries under way may take at the end.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly MonitorService _monitor;
    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private Service(MonitorService monitor, WebApplication app, TimeProvider time) => (_monitor, _app, _time) = (monitor, app, time);

    /// <summary>The monitor.</summary>
    public MonitorService Monitor => _monitor;

    /// <summary>Port that it listens on, also when 0 was asked for.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Starts both; on failure nothing is left running.</summary>
    public static async Task<(Service? Service, Failure? Failure)> StartAsync(AppOptions options, SinkLoggerProvider loggers, TimeProvider time, CancellationToken cancellationToken, Reload? reload = null)
    {
        await using AsyncDisposables started = new();
        try
        {
            MonitorService monitor = started.Add(new MonitorService(options.Monitor, loggers, time));
            WebApplication app = started.Add(MonitorApp.Build(monitor, options.Api, logging => logging.AddProvider(loggers), reload));

            // the port first: when it is taken, nothing was written and nobody was asked
            await app.StartAsync(cancellationToken);
            await monitor.StartAsync(cancellationToken);
            started.Release();
            return (new Service(monitor, app, time), null);
        }
        catch (Exception e) when (Explain(e, options) is { } failure)
        {
            return (null, failure);
        }
    }

    /// <summary>Waits for the first verdicts and says so.</summary>
    public async Task<TimeSpan> WhenReadyAsync(ILogger logger, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await _monitor.WhenFirstJudgedAsync(cancellationToken);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        State.MemberState[] members = [.. _monitor.Snapshots.SelectMany(s => s.State.Members)];
        Log.Ready(logger, Figures.Took(took), members.Count(m => m.Reachable), Figures.Plural(members.Length, "member"));
        return took;
    }

    /// <summary>Takes no more requests, finishes what is under way, at most five seconds.</summary>
    public async Task StopAsync()
    {
        using CancellationTokenSource deadline = new(Drain, _time);
        await _app.StopAsync(deadline.Token);
        await _monitor.StopAsync(deadline.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _monitor.DisposeAsync();
    }

    private static Failure? Explain(Exception error, AppOptions options)
    {
        ApiOptions api = options.Api;
        return error switch
        {
            IOException { InnerException: AddressInUseException } => Failure.Failed($"port {api.Port} on {api.Host} is in use{(PortHolder.Find(api.Port) is { } who ? " by " + who : "")}", "Give --api-port"),
            SocketException { SocketErrorCode: SocketError.AccessDenied } => Failure.Failed($"port {api.Port} on {api.Host} may not be opened by this user", "Give --api-port above 1023"),
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressNotAvailable } }
                => Failure.Failed($"{api.Host} is no address of this machine", "Give --api-host"),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Failure.Usage($"--api-host {api.Host} has no address", "Write an address of this machine, or localhost"),
            StorageException => Failure.Failed(error.Message.TrimEnd('.')),
            _ => null,
        };
    }

    /// <summary>What a failed start has to take back, the newest first.</summary>
    private sealed class AsyncDisposables : IAsyncDisposable
    {
        private readonly Stack<IAsyncDisposable> _all = new();

        public T Add<T>(T each)
            where T : IAsyncDisposable
        {
            _all.Push(each);
            return each;
        }

        public void Release() => _all.Clear();

        public async ValueTask DisposeAsync()
        {
            while (_all.TryPop(out IAsyncDisposable? each))
            {
                await each.DisposeAsync();
            }
        }
    }
}
