using System.Globalization;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Where the keys of a <see cref="ShardedOwnership"/> stand: <c>prefix/64/members/NAME</c> and <c>prefix/64/shards/7/NAME</c>, with the number of shards in the path, so
/// that one compare over a range tells whether somebody counts otherwise. A shard's keys are a queue as a lock's are: the oldest owns it.
/// </summary>
internal sealed class ShardKeys
{
    private readonly Key _all;
    private readonly Key _shards;
    private readonly int _count;

    public ShardKeys(Key prefix, int count)
    {
        _count = count;
        _all = Prefixes.WithSlash(prefix);
        Own = _all.Append($"{count}/");
        Members = Own.Append("members/");
        _shards = Own.Append("shards/");
        Marks = Prefixes.Beside(_all, ".marks/");
        NobodyCountsOtherwise =
        [
            Compare.CreateRevision(KeyRange.Between(_all, Own)) == default(Revision),
            Compare.CreateRevision(KeyRange.Between(EndOf(Own), EndOf(_all))) == default(Revision),
        ];
    }

    /// <summary>All that nodes with this number of shards write.</summary>
    public Key Own { get; }

    public Key Members { get; }

    /// <summary>Where the owners' transactions leave their marks: outside of what each node watches.</summary>
    public Key Marks { get; }

    /// <summary>Hold while no node is here that has another number of shards.</summary>
    public Compare[] NobodyCountsOtherwise { get; }

    public Key Shard(int number) => _shards.Append($"{number}/");

    /// <summary>The members' keys, the eldest first.</summary>
    public IReadOnlyList<KeyValue> MembersIn(IEnumerable<KeyValue> keys)
        => [.. keys.Where(key => key.Key.StartsWith(Members)).OrderBy(key => key.CreateRevision)];

    /// <summary>Each owned shard with its owner's key.</summary>
    public SortedDictionary<int, KeyValue> OwnersIn(IEnumerable<KeyValue> keys)
    {
        SortedDictionary<int, KeyValue> owners = [];
        foreach (var key in keys.Where(key => key.Key.StartsWith(_shards)))
        {
            var number = key.Key.Without(_shards).ToString().Split('/')[0];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) && shard < _count
                && (!owners.TryGetValue(shard, out var older) || older.CreateRevision > key.CreateRevision))
            {
                owners[shard] = key;
            }
        }
        return owners;
    }

    public ShardMap MapOf(IEnumerable<KeyValue> keys, Revision revision)
    {
        var owners = OwnersIn(keys);
        return new ShardMap(
            owners.Count == 0 ? 0 : owners.Values.Max(key => key.CreateRevision.Number),
            revision,
            owners.ToDictionary(each => each.Key, each => each.Value.Value.ToString()));
    }

    /// <summary>All keys at the prefix, of one revision.</summary>
    /// <param name="client">Reads them.</param>
    /// <param name="self">Who we are, for the message.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidOperationException">A node with another number of shards is here, or a key that is none of ours.</exception>
    public async ValueTask<RangeResult> ReadAsync(EtcdClient client, string self, CancellationToken cancellationToken)
    {
        var keys = await client.GetRangeAsync(KeyRange.Prefix(_all), cancellationToken).ConfigureAwait(false);
        var stranger = keys.FirstOrDefault(key => !key.Key.StartsWith(Own));
        if (stranger.Key.ByteCount == 0)
        {
            return keys;
        }
        throw new InvalidOperationException(
            int.TryParse(stranger.Key.Without(_all).ToString().Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var theirs)
                ? $"There are {theirs} shards at '{_all}' for {stranger.Value}, and {_count} for us, {self}. All nodes must agree, or keys fall to two of them: stop the ones before you start the others, or use another prefix."
                : $"The key '{stranger.Key}' is in the way: below '{_all}' only sharded ownership may keep keys. Delete it, or use another prefix.");
    }

    // the byte after '/'
    private static Key EndOf(Key prefix) => Prefixes.Beside(prefix, "0");
}
