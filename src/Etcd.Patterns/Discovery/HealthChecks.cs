using System.Net.Sockets;

namespace Etcd.Patterns;

internal sealed class TcpHealthCheck : HealthCheck
{
    public override async ValueTask<bool> IsHealthyAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(instance.Address, instance.Port, cancellationToken).ConfigureAwait(false);
        return true;
    }
}

internal sealed class HttpHealthCheck : HealthCheck
{
    // A new connection for each check: that the instance accepts one belongs to the question, and nothing stays open
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan, // the check's own counts
    };

    private readonly string _path;

    public HttpHealthCheck(string path)
    {
        var isPath = path is ['/', not '/', ..] or "/";
        var isAddress = Uri.TryCreate(path, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        _path = isPath || isAddress ? path : throw new ArgumentException($"'{path}' is neither a path such as /healthz nor an http or https address.", nameof(path));
    }

    public override async ValueTask<bool> IsHealthyAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        using var answer = await Client.GetAsync(new Uri(instance.ToUri(), _path), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        return true;
    }
}

internal sealed class CustomHealthCheck : HealthCheck
{
    private readonly Func<CancellationToken, ValueTask<bool>> _check;

    public CustomHealthCheck(Func<CancellationToken, ValueTask<bool>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        _check = check;
    }

    public override ValueTask<bool> IsHealthyAsync(ServiceInstance instance, CancellationToken cancellationToken) => _check(cancellationToken);
}
