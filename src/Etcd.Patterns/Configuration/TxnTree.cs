using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Many operations in one transaction. etcd counts the operations of each level of nested transactions alone, and takes 128
/// (<c>--max-txn-ops</c>) along a way down: with 32 a level, three levels hold 32,768, so that only the request's size is a limit.
/// </summary>
internal static class TxnTree
{
    private const int Width = 32;

    public static Op[] Of(IReadOnlyCollection<Op> ops)
        => ops.Count <= Width ? [.. ops] : Of([.. ops.Chunk(Width).Select(some => Op.Nested(new Txn().Then(some)))]);
}
