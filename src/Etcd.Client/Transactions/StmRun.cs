using System.Globalization;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Runs a body until a run of it commits.</summary>
internal sealed class StmRun<T>(KvClient client, Resolver resolver, Func<Stm, CancellationToken, ValueTask<T>> body, StmOptions options)
{
    private const int DefaultAttempts = 100;
    private const string Abandoned = "abandoned";

    // one mark for all attempts: its value says which of them was applied
    private readonly Key? _mark = options.OperationPrefix is { } prefix ? prefix.Append(Guid.NewGuid().ToString("n")) : default(Key?);
    private readonly List<T> _results = [];
    private bool _unclear;

    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AttemptsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_unclear && e is not EtcdAmbiguousResultException)
        {
            // an attempt may still be on its way: before we say "not applied", make it so
            if (await AbandonedAsync(e).ConfigureAwait(false) is { } applied)
            {
                return applied.Value;
            }
            throw;
        }
    }

    private async ValueTask<StrongBox?> AbandonedAsync(Exception why)
    {
        try
        {
            return await AbandonAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (EtcdException e) when (e is not EtcdAmbiguousResultException)
        {
            // "unavailable" is true of this last question, not of the attempt that it was about
            throw Errors.Create(EtcdErrorCode.Ambiguous, e.Failure, $"{e.Message} An earlier try may have been applied: read before you repeat.", e.Method ?? "", e.Endpoint ?? "", why);
        }
    }

    private async ValueTask<T> AttemptsAsync(CancellationToken cancellationToken)
    {
        var pause = resolver.NewPause();
        var attempts = options.MaxAttempts == 0 ? DefaultAttempts : options.MaxAttempts;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            if (attempt > 0)
            {
                await pause.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            var stm = new Stm(client, options.Isolation);
            try
            {
                _results.Add(await body(stm, cancellationToken).ConfigureAwait(false));
            }
            catch (EtcdCompactedException)
            {
                _results.Add(default!);
                continue; // the revision of the first read is gone: look again
            }
            if (!stm.HasWrites && stm.ReadsOneRevision && options.Guard is null)
            {
                return _results[attempt];
            }
            if (await CommitAsync(stm, attempt, cancellationToken).ConfigureAwait(false) is { } applied)
            {
                return _results[applied];
            }
        }
        throw new EtcdConflictException($"Others kept changing what the transaction had read, {attempts} times in a row; nothing was written.") { Code = EtcdErrorCode.Conflict, Attempts = attempts, Method = EtcdMethods.Txn.Name };
    }

    /// <summary>The attempt that was applied; null after a conflict.</summary>
    private async ValueTask<int?> CommitAsync(Stm stm, int attempt, CancellationToken cancellationToken)
    {
        var guard = options.Guard is null ? null : Op.Nested(new Txn().If(options.Guard));
        var txn = new Txn().If([.. stm.Conflicts(), .. Guards()]).Then([.. stm.Ops()]);
        try
        {
            var run = guard is null ? txn : txn.Else(guard);
            var applied = _mark is null
                ? Outcome(await client.CommitAsync(run, cancellationToken).ConfigureAwait(false), run)
                : await CommitMarkedAsync(run, _mark.Value, attempt, cancellationToken).ConfigureAwait(false);
            return applied;
        }
        catch (EtcdException e) when (e.Code == EtcdErrorCode.TooManyOperations)
        {
            throw new EtcdException($"The transaction is too large for etcd: {stm.Compares} compares (one a key read) and {stm.Writes} writes, and it takes at most --max-txn-ops of each, 128 by default.", e) { Code = e.Code, Method = e.Method, Endpoint = e.Endpoint };
        }

        int? Outcome(TxnResult result, Txn run)
        {
            if (result.Succeeded)
            {
                return attempt;
            }
            return guard is null || result.ResultOf(guard).Succeeded ? null : throw GuardLost();
        }

        async ValueTask<int?> CommitMarkedAsync(Txn run, Key mark, int number, CancellationToken token)
        {
            var nested = Op.Nested(run.And([Op.Put(mark, number, new PutOptions { Lease = options.OperationLease })], []));
            var found = Op.Get(mark);
            var outer = new Txn().If(Compare.Missing(mark)).Then(nested).Else(found);
            var result = await resolver.RunAsync(
                again =>
                {
                    _unclear |= again;
                    return client.CommitAsync(outer, token);
                }, token).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return int.Parse(result.ResultOf(found)!.Value.Value.ToString(), CultureInfo.InvariantCulture);
            }
            var outcome = Outcome(result.ResultOf(nested), run);
            if (outcome is not null && !_unclear)
            {
                await ForgetAsync(mark).ConfigureAwait(false);
            }
            return outcome;
        }
    }

    private Compare[] Guards() => options.Guard is null ? [] : [options.Guard];

    private async ValueTask ForgetAsync(Key mark)
    {
        try
        {
            await client.DeleteAsync(mark, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EtcdException)
        {
            // the transaction stands; the mark is only litter
        }
    }

    // Takes the mark's place, so that an attempt that is still on its way finds it and does nothing. Boxed: null stands for "not applied".
    private async ValueTask<StrongBox?> AbandonAsync(CancellationToken cancellationToken)
    {
        var found = Op.Get(_mark!.Value);
        var txn = new Txn().If(Compare.Missing(_mark.Value)).Then(Op.Put(_mark.Value, Abandoned, new PutOptions { Lease = options.OperationLease })).Else(found);
        var result = await resolver.RunAsync(_ => client.CommitAsync(txn, cancellationToken), cancellationToken).ConfigureAwait(false);
        var mark = result.Succeeded ? Abandoned : result.ResultOf(found)!.Value.Value.ToString();
        return mark == Abandoned ? null : new StrongBox(_results[int.Parse(mark, CultureInfo.InvariantCulture)]);
    }

    private static EtcdException GuardLost()
        => new("The transaction's guard does not hold any more; nothing was written.") { Code = EtcdErrorCode.OwnershipLost, Method = EtcdMethods.Txn.Name };

    private sealed record StrongBox(T Value);
}
