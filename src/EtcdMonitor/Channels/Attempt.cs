namespace EtcdMonitor.Channels;

/// <summary>One attempt to send, which ends in time whatever the receiver does.</summary>
internal static class Attempt
{
    /// <summary>Longest time for one.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Sends once. Throws only when <paramref name="cancellationToken"/> fires.</summary>
    public static async Task<Delivery> MakeAsync(IChannel channel, Parcel parcel, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(Deadline, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await channel.SendAsync(parcel, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Delivery.NoAnswer($"no answer within {Deadline.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // whatever it is: a channel that fails in a way nobody thought of must not end the deliveries (HttpClient throws a bare
            // SocketException when a receiver hangs up in the very moment it has connected)
            return Delivery.Retry(Cut.OneLine(e.GetBaseException().Message));
        }
    }
}
