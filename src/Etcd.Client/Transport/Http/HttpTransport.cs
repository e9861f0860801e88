namespace Etcd.Client.Transport;

/// <summary>gRPC to one member on one connection of the framework's HTTP/2.</summary>
internal sealed class HttpTransport : ITransport
{
    private const int StreamWindowBytes = 1024 * 1024;

    private readonly EtcdConnectionOptions _options;
    private readonly Uri _baseUri;
    private readonly Connection _connection;
    private readonly CallFailures _failures;
    private readonly Liveness _liveness;
    private readonly HttpMessageInvoker _http;
    private readonly string _endpoint;

    public HttpTransport(EtcdEndpoint endpoint, Dialer dialer, EtcdConnectionOptions options)
    {
        _options = options;
        _endpoint = endpoint.ToString();
        _baseUri = endpoint.BaseUri;
        _connection = new Connection(dialer);
        _failures = new CallFailures(endpoint, dialer, _connection);
        _liveness = new Liveness(AskAsync, _connection, options.PingInterval, options.TimeProvider);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // TLS is done in the dial: one place for its errors, and the deadline covers it
            ConnectCallback = (_, token) => _connection.DialAsync(token),
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            EnableMultipleHttp2Connections = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        });
    }

    public async ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = options.Timeout ?? _options.RequestTimeout;
        var unlimited = timeout == Timeout.InfiniteTimeSpan;
        using var deadline = new CancellationTokenSource(timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var content = UnaryContent.Of(method, request);
        if (unlimited)
        {
            _liveness.Opened();
        }
        try
        {
            using var message = GrpcHttp.Request(_baseUri, method.Path, content, timeout, options);
            return await SendAsync(method, message, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not EtcdException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
            {
                _liveness.Suspect();
            }
            throw await _failures.ExplainAsync(e, deadline.IsCancellationRequested ? timeout : null, method.Name, method.Writes && content.Sent, both.Token)
                .ConfigureAwait(false);
        }
        finally
        {
            if (unlimited)
            {
                _liveness.Closed();
            }
        }
    }

    public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = new DuplexContent();
        var message = GrpcHttp.Request(_baseUri, method.Path, content, options.Timeout ?? Timeout.InfiniteTimeSpan, options);
        return new(new HttpStreamCall<TRequest, TResponse>(_http, message, content, method, _options, _failures, _connection, _liveness, _endpoint));
    }

    public async ValueTask DisposeAsync()
    {
        await _liveness.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }

    private async ValueTask<TResponse> SendAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, HttpRequestMessage message, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        _connection.Answered();
        TResponse? answer = null;
        var status = GrpcHttp.Early(response);
        if (status is null)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = body.ConfigureAwait(false);
            using var frames = new FrameReader(body, _options.MaxMessageBytes);
            while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            {
                answer = method.Read(frame.Span);
            }
            status = GrpcHttp.Final(response);
        }
        if (status is not { IsOk: true } || answer is null)
        {
            throw ServerErrors.Create(Failed(status.Value), method.Name, method.Writes, _endpoint);
        }
        return answer;
    }

    private static GrpcStatus Failed(GrpcStatus status)
        => status.IsOk ? new GrpcStatus(GrpcCode.Internal, "the answer is missing") : status;

    private async ValueTask AskAsync(CancellationToken cancellationToken)
        => await UnaryAsync(HealthCheck.Method, this, new CallOptions(_options.PingInterval), cancellationToken).ConfigureAwait(false);
}
