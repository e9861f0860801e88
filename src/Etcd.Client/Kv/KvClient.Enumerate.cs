using System.Runtime.CompilerServices;

namespace Etcd.Client;

public partial class KvClient
{
    private const int PageSize = 1000;

    /// <summary>Walks through a range of any size, page by page, all of it at one revision.</summary>
    /// <exception cref="EtcdCompactedException">The walk took so long that its revision was compacted.</exception>
    /// <exception cref="EtcdException">A call failed.</exception>
    public IAsyncEnumerable<KeyValue> EnumerateAsync(KeyRange range, CancellationToken cancellationToken = default)
        => EnumerateAsync(range, default(RangeOptions), cancellationToken);

    /// <summary>Walks through a range of any size, page by page, all of it at one revision, in key order.</summary>
    /// <param name="range">What to walk through.</param>
    /// <param name="options">How; <see cref="RangeOptions.Limit"/> limits the whole walk. Only key order, ascending, can be walked by pages.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    /// <exception cref="ArgumentException">Another order is asked for.</exception>
    /// <exception cref="EtcdCompactedException">The walk took so long that its revision was compacted.</exception>
    /// <exception cref="EtcdException">A call failed.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<KeyValue> EnumerateAsync(KeyRange range, RangeOptions options, CancellationToken cancellationToken = default)
        => options is { OrderBy: RangeOrder.Key, Descending: false }
            ? WalkAsync(range, options, cancellationToken)
            : throw new ArgumentException("Pages come in ascending key order only; read the range at once for another order.", nameof(options));

    /// <summary>The pages of a walk; the revision of the first is that of all.</summary>
    internal async IAsyncEnumerable<RangeResult> PagesAsync(KeyRange range, RangeOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = PageSize;
        var left = options.Limit == 0 ? int.MaxValue : options.Limit;
        while (left > 0)
        {
            RangeResult page;
            try
            {
                page = await GetRangeAsync(range, options with { Limit = Math.Min(size, left) }, cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdException e) when (e.Code == EtcdErrorCode.RequestTooLarge && size > 1)
            {
                size = Math.Max(1, size / 8); // large values: fewer of them a page
                continue;
            }
            yield return page;
            if (!page.HasMore)
            {
                yield break;
            }
            left -= page.Count;
            options = options with { At = options.At == default ? page.Revision : options.At };
            range = range.After(page[^1].Key);
        }
    }

    /// <summary>Whether any key of the range was written from <paramref name="since"/> on, how many keys it has, and at which revision that is so.</summary>
    internal async ValueTask<(Revision Revision, long Count, bool Changed)> LookAsync(KeyRange range, Revision since, CancellationToken cancellationToken)
    {
        var answer = await RangeAsync(KvRequests.ChangedSince(range, since), cancellationToken).ConfigureAwait(false);
        return (new Revision(answer.Header.Revision), answer.Count, answer.Kvs.Count > 0);
    }

    private async IAsyncEnumerable<KeyValue> WalkAsync(KeyRange range, RangeOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(range, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }
}
