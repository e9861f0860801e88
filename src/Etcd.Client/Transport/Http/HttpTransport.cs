namespace Etcd.Client.Transport;

/// <summary>gRPC to one member on one connection of the framework's HTTP/2.</summary>
internal sealed class HttpTransport : ITransport
{
    private const int StreamWindowBytes = 1024 * 1024;

    // By default a ping after 10 s of silence: as long as Liveness' questions get out, their answers come more often, and there is none.
    private const int PingIntervalsToPing = 5;

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
        _failures = new CallFailures(endpoint, dialer);
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
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = AtLeastOneSecond(PingIntervalsToPing * options.PingInterval),
            KeepAlivePingTimeout = AtLeastOneSecond(options.PingInterval),
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
        using var content = UnaryContent.Of(method, request, _connection);
        try
        {
            return await CallAsync(method, content, options, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdUnavailableException e) when (content.CameTooLate && e.Failure == EtcdFailure.ConnectionLost)
        {
            // it failed at once, and no byte of it has left: another connection may take it
        }
        using var again = UnaryContent.Of(method, request, _connection);
        return await CallAsync(method, again, options, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = new DuplexContent(_connection);
        var message = GrpcHttp.Request(_baseUri, method.Path, content, options.Timeout ?? Timeout.InfiniteTimeSpan, options);
        return new(new HttpStreamCall<TRequest, TResponse>(_http, message, content, method, _options, _failures, _liveness, _endpoint));
    }

    public async ValueTask DisposeAsync()
    {
        await _liveness.DisposeAsync().ConfigureAwait(false);
        _connection.Current?.Cut("the connection was closed on our side"); // the handler would let open streams run on
        _http.Dispose();
    }

    private async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryContent content, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        var timeout = options.Timeout ?? _options.RequestTimeout;
        using var deadline = new CancellationTokenSource(timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        _liveness.Opened();
        try
        {
            using var message = GrpcHttp.Request(_baseUri, method.Path, content, timeout, options);
            return await SendAsync(method, message, content, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not EtcdException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
            {
                _liveness.Suspect();
            }
            throw await _failures.ExplainAsync(e, deadline.IsCancellationRequested ? timeout : null, method.Name, method.Writes && content.Sent, content.SentOn, both.Token)
                .ConfigureAwait(false);
        }
        finally
        {
            _liveness.Closed();
        }
    }

    private async ValueTask<TResponse> SendAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, HttpRequestMessage message, UnaryContent content, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        content.SentOn?.Answered();
        TResponse? answer = null;
        var status = GrpcHttp.Early(response);
        if (status is null)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = body.ConfigureAwait(false);
            using var frames = new FrameReader(body, _options.MaxMessageBytes);
            while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            {
                answer = answer is null ? method.Read(frame.Span) : throw new InvalidDataException("more than one message came in answer to one request");
            }
            status = GrpcHttp.Final(response);
        }
        return status is { IsOk: false } refused
            ? throw ServerErrors.Create(refused, method.Name, method.Writes, _endpoint)
            : answer ?? throw new InvalidDataException("the status is OK, but no message came");
    }

    // the handler takes no less
    private static TimeSpan AtLeastOneSecond(TimeSpan time) => time > TimeSpan.FromSeconds(1) ? time : TimeSpan.FromSeconds(1);

    private async ValueTask AskAsync(CancellationToken cancellationToken)
    {
        using var content = UnaryContent.Of(HealthCheck.Method, this, _connection);
        try
        {
            await CallAsync(HealthCheck.Method, content, new CallOptions(_options.PingInterval), cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdException) when (!content.Sent)
        {
            // It was never asked: the member allows no more calls at once (--max-concurrent-streams), which says nothing
            // of its life, or the connection takes no more bytes, which the handler's own pings find out.
        }
    }
}
