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
    private readonly Liveness _liveness;
    private readonly string _endpoint;
    private readonly Task<HttpResponseMessage> _response;
    private FrameReader? _frames;
    private EtcdException? _failure;
    private int _ended;
    private int _disposed;

    public HttpStreamCall(
        HttpMessageInvoker http, HttpRequestMessage message, DuplexContent content, Method<TRequest, TResponse> method,
        EtcdConnectionOptions options, CallFailures failures, Liveness liveness, string endpoint)
    {
        (_message, _content, _method, _options) = (message, content, method, options);
        (_failures, _liveness, _endpoint) = (failures, liveness, endpoint);
        _liveness.Opened();
        _response = SendAsync(http);
        _ = _response.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public async ValueTask WriteAsync(TRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
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
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            var cause = await CauseAsync(e, cancellationToken).ConfigureAwait(false);
            throw await _failures.ExplainAsync(cause, timeout: null, _method.Name, mayBeApplied: false, _content.SentOn, cancellationToken).ConfigureAwait(false);
        }
    }

    public void CompleteWrites() => _content.Complete();

    public async ValueTask<TResponse?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_failure is { } known)
        {
            throw known;
        }
        using var deadline = new CancellationTokenSource(timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            _failure = cancellationToken.IsCancellationRequested
                ? Errors.Create(EtcdErrorCode.Unavailable, EtcdFailure.Other, $"{_method.Name} at {_endpoint}: it ended with an earlier read, which was cancelled.", _method.Name, _endpoint, e)
                : await _failures.ExplainAsync(e, deadline.IsCancellationRequested ? timeout : null, _method.Name, mayBeApplied: false, _content.SentOn, both.Token).ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false); // whatever it was, nothing more will be read
            cancellationToken.ThrowIfCancellationRequested();
            throw _failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }
        await EndAsync().ConfigureAwait(false);
        _message.Dispose();
        _end.Dispose();
    }

    private bool IsDisposed => Volatile.Read(ref _disposed) == 1;

    // Ends it on the server too. Again: does nothing.
    private async ValueTask EndAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }
        _liveness.Closed();
        await _end.CancelAsync().ConfigureAwait(false);
        try
        {
            (await _response.ConfigureAwait(false)).Dispose();
        }
        catch (Exception)
        {
            // it failed or was just cancelled: there is nothing to give back
        }
        _content.Complete();
        _frames?.Dispose();
    }

    // A write that fails only says that the call is over; why, the answer knows.
    private async ValueTask<Exception> CauseAsync(Exception writing, CancellationToken cancellationToken)
    {
        try
        {
            await _response.WaitAsync(cancellationToken).ConfigureAwait(false);
            return writing;
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return e;
        }
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
        _content.SentOn?.Answered();
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
