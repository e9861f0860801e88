using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// The transaction that makes a section exactly what it shall be, whatever others do meanwhile: what lies between the wanted keys is
/// deleted as ranges, unseen; wanted keys are written, but not those that have the value already and still have it then.
/// </summary>
internal static class RestorePlan
{
    private static readonly Key Zero = new byte[1];

    public static Txn For(Key section, IEnumerable<KeyValuePair<string, Value>> wanted, RangeSnapshot now)
    {
        List<Op> ops = [];
        var from = section.Append(Zero);
        foreach (var (key, value) in wanted.Select(each => (Key: section.Append(each.Key), each.Value)).OrderBy(each => each.Key))
        {
            DeleteBetween(from, key);
            ops.Add(now.TryGetValue(key, out var there) && there.Value == value
                ? Op.Nested(new Txn().If(Compare.ModRevision(key) == there.ModRevision).Else(Op.Put(key, value)))
                : Op.Put(key, value));
            from = key.Append(Zero);
        }
        DeleteBetween(from, ConfigPath.End(section));
        return new Txn().Then(TxnTree.Of(ops));

        void DeleteBetween(Key start, Key end)
        {
            if (start < end)
            {
                ops.Add(Op.DeleteRange(KeyRange.Between(start, end)));
            }
        }
    }
}
