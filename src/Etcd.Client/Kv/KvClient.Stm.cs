using System.Runtime.CompilerServices;

namespace Etcd.Client;

public partial class KvClient
{
    /// <summary>Runs a body of reads and writes as one serializable transaction.</summary>
    /// <inheritdoc cref="TransactAsync{T}(Func{Stm, CancellationToken, ValueTask{T}}, StmOptions, CancellationToken)"/>
    public ValueTask<T> TransactAsync<T>(Func<Stm, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken = default)
        => TransactAsync(body, default(StmOptions), cancellationToken);

    /// <summary>Runs a body of reads and writes as one transaction: again, after a pause, when others have changed what it read.</summary>
    /// <param name="body">May run several times: it must touch nothing but its <see cref="Stm"/>. What it throws comes out, and nothing is written.</param>
    /// <param name="options">Isolation, attempts, guard.</param>
    /// <param name="cancellationToken">Stops the tries.</param>
    /// <exception cref="EtcdConflictException">The attempts are used up; nothing was written.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written. With an <see cref="StmOptions.OperationPrefix"/> only when etcd stayed away too long to be asked.</exception>
    /// <exception cref="EtcdException">It was not written; <see cref="EtcdErrorCode.OwnershipLost"/> when the guard does not hold.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<T> TransactAsync<T>(Func<Stm, CancellationToken, ValueTask<T>> body, StmOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxAttempts);
        return new StmRun<T>(this, _resolver, body, options).RunAsync(cancellationToken);
    }

    /// <summary>Runs a body of reads and writes as one serializable transaction.</summary>
    /// <inheritdoc cref="TransactAsync{T}(Func{Stm, CancellationToken, ValueTask{T}}, StmOptions, CancellationToken)"/>
    public ValueTask TransactAsync(Func<Stm, CancellationToken, ValueTask> body, CancellationToken cancellationToken = default)
        => TransactAsync(body, default(StmOptions), cancellationToken);

    /// <inheritdoc cref="TransactAsync{T}(Func{Stm, CancellationToken, ValueTask{T}}, StmOptions, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public async ValueTask TransactAsync(Func<Stm, CancellationToken, ValueTask> body, StmOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        await TransactAsync(
            async (stm, token) =>
            {
                await body(stm, token).ConfigureAwait(false);
                return true;
            }, options, cancellationToken).ConfigureAwait(false);
    }
}
