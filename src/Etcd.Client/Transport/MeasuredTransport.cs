using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Etcd.Client.Transport;

/// <summary>
/// Measures each call as its caller sees it, retries included: histogram <c>etcd.client.duration</c> in seconds by <c>method</c> and
/// <c>outcome</c> (ok, refused, unavailable, ambiguous, canceled), and an activity a call. Meter and source are named <c>Etcd.Client</c>.
/// </summary>
internal sealed class MeasuredTransport(ITransport inner, TimeProvider time) : ITransport
{
    private static readonly ActivitySource Source = new("Etcd.Client");
    private static readonly Meter Meter = new("Etcd.Client");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("etcd.client.duration", "s", "Time of a call, retries included.");

    public ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
        => Duration.Enabled || Source.HasListeners()
            ? MeasureAsync(method, request, options, cancellationToken)
            : inner.UnaryAsync(method, request, options, cancellationToken);

    public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
        => inner.OpenAsync(method, options, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<TResponse> MeasureAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var activity = Source.StartActivity(method.Name, ActivityKind.Client);
        var started = time.GetTimestamp();
        var outcome = "ok";
        try
        {
            return await inner.UnaryAsync(method, request, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            outcome = OutcomeOf(e);
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            Duration.Record(time.GetElapsedTime(started).TotalSeconds, new("method", method.Name), new("outcome", outcome));
        }
    }

    private static string OutcomeOf(Exception failure) => failure switch
    {
        EtcdAmbiguousResultException => "ambiguous",
        EtcdUnavailableException => "unavailable",
        EtcdException => "refused",
        _ => "canceled",
    };
}
