using System.Buffers;
using System.Buffers.Binary;

namespace Etcd.Client.Transport;

/// <summary>A streaming call as one HTTP/2 stream.</summary>
internal sealed class HttpStreamCall<TRequest, TResponse> : IStreamCall<TRequest, TResponse>
    where TResponse : class
{
    private readonly CancellationTokenSource _end = new();
    private readonly DuplexContent _content;
    private readonly HttpRequestMessage _message;
    private readonly Method<TRequest, TResponse> _method;
    private readonly EtcdConnectionOptions _options;
    private readonly CallFailures _failures;
    private readonly Connection _connection;
    private readonly Liveness _liveness;
    private readonly string _endpoint;
    private readonly Task<HttpResponseMessage> _response;
    private FrameReader? _frames;
    private int _disposed;

    public HttpStreamCall(
        HttpMessageInvoker http, HttpRequestMessage message, DuplexContent content, Method<TRequest, TResponse> method,
        EtcdConnectionOptions options, CallFailures failures, Connection connection, Liveness liveness, string endpoint)
    {
        (_message, _content, _method, _options) = (message, content, method, options);
        (_failures, _connection, _liveness, _endpoint) = (failures, connection, liveness, endpoint);
        _liveness.Opened();
        _response = SendAsync(http);
        _ = _response.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public async ValueTask WriteAsync(TRequest request, CancellationToken cancellationToken)
    {
        var size = _method.SizeOf(request);
        var length = FrameReader.HeaderBytes + size;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(1), size);
        _method.Write(request, buffer.AsSpan(FrameReader.HeaderBytes, size));
        try
        {
            var stream = await _content.Stream.WaitAsync(cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer); // not after a failure: the handler may still hold it
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw await _failures.ExplainAsync(e, timeout: null, _method.Name, mayBeApplied: false, cancellationToken).ConfigureAwait(false);
        }
    }

    public void CompleteWrites() => _content.Complete();

    public async ValueTask<TResponse?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not EtcdException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposed == 1, this);
            throw await _failures.ExplainAsync(e, deadline.IsCancellationRequested ? timeout : null, _method.Name, mayBeApplied: false, both.Token).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }
        _liveness.Closed();
        await _end.CancelAsync().ConfigureAwait(false);
        _content.Complete();
        try
        {
            (await _response.ConfigureAwait(false)).Dispose();
        }
        catch (Exception)
        {
            // it failed or was just cancelled: there is nothing to give back
        }
        _frames?.Dispose();
        _message.Dispose();
        _end.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http)
    {
        try
        {
            return await http.SendAsync(_message, _end.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _content.Fail(e);
            throw;
        }
    }

    private async ValueTask<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        var response = await _response.WaitAsync(cancellationToken).ConfigureAwait(false);
        _connection.Answered();
        if (GrpcHttp.Early(response) is { } early)
        {
            return Ended(early);
        }
        if (_frames is null)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            _frames = new FrameReader(body, _options.MaxMessageBytes);
        }
        return await _frames.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame
            ? _method.Read(frame.Span)
            : Ended(GrpcHttp.Final(response));
    }

    private TResponse? Ended(GrpcStatus status)
        => status.IsOk ? null : throw ServerErrors.Create(status, _method.Name, _method.Writes, _endpoint);
}
