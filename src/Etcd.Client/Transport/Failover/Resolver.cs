namespace Etcd.Client.Transport;

/// <summary>
/// Repeats an operation that may be repeated because it is built so: a second run finds the traces of the first and does nothing.
/// What was unclear becomes clear that way, unless etcd stays away for longer than a request may take.
/// </summary>
internal sealed class Resolver(TimeSpan timeout, TimeProvider time, Func<double> randomizer)
{
    /// <summary>A fresh series of pauses.</summary>
    public Pause NewPause() => new(time, randomizer);

    /// <summary>Runs the operation until its outcome is clear.</summary>
    /// <param name="attempt">One try; told whether an earlier one may have been applied.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public async ValueTask<T> RunAsync<T>(Func<bool, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        var pause = NewPause();
        var unclear = false;
        long since = 0;
        while (true)
        {
            try
            {
                return await attempt(unclear).ConfigureAwait(false);
            }
            catch (EtcdAmbiguousResultException) when (!unclear || time.GetElapsedTime(since) < timeout)
            {
                since = unclear ? since : time.GetTimestamp();
                unclear = true;
            }
            catch (EtcdUnavailableException e) when (unclear)
            {
                // this try was not applied, an earlier one may have been
                throw Errors.Create(EtcdErrorCode.Ambiguous, e.Failure, $"{e.Message} An earlier try may have been applied: read before you repeat.", e.Method ?? "", e.Endpoint ?? "", e);
            }
            await pause.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
