using Microsoft.Extensions.Logging;

namespace Etcd.Client.Transport;

/// <summary>Now and then replaces the endpoints by what the member list says.</summary>
internal sealed class MemberSync : IAsyncDisposable
{
    private readonly ClusterClient _cluster;
    private readonly EndpointSet _endpoints;
    private readonly EtcdClientOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    public MemberSync(ClusterClient cluster, EndpointSet endpoints, TimeSpan interval, EtcdClientOptions options)
    {
        (_cluster, _endpoints, _options) = (cluster, endpoints, options);
        _logger = options.LoggerFactory.CreateLogger("Etcd.Client");
        _loop = Task.Run(() => RunAsync(interval));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(TimeSpan interval)
    {
        try
        {
            while (true)
            {
                await SyncAsync().ConfigureAwait(false);
                await Task.Delay(interval, _options.TimeProvider, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // the client is closed
        }
    }

    private async ValueTask SyncAsync()
    {
        try
        {
            var members = await _cluster.ListMembersAsync(linearizable: true, _closing.Token).ConfigureAwait(false);
            // a learner serves no clients yet; a member that was never started has no URL
            var urls = members.Members.Where(member => !member.IsLearner).SelectMany(member => member.ClientUrls).Where(url => EtcdEndpoint.ErrorIn(url) is null);
            await _endpoints.ReplaceAsync([.. urls.Select(url => EtcdEndpoint.Canonical(url, _options.Tls.IsSet))]).ConfigureAwait(false);
        }
        catch (EtcdException e)
        {
            Log.MemberSyncFailed(_logger, e.Message);
        }
    }
}
