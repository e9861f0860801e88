using Etcd.Client.Transport;

namespace Etcd.Client.Transport
{
    /// <summary>An answer that says which cluster gave it.</summary>
    internal interface IAnswer
    {
        Proto.ResponseHeader? Header { get; }
    }
}

// every answer of etcd's carries its header in the same place
namespace Etcd.Client.Proto
{
    internal sealed partial class RangeResponse : IAnswer;

    internal sealed partial class PutResponse : IAnswer;

    internal sealed partial class DeleteRangeResponse : IAnswer;

    internal sealed partial class TxnResponse : IAnswer;

    internal sealed partial class CompactionResponse : IAnswer;

    internal sealed partial class WatchResponse : IAnswer;

    internal sealed partial class LeaseGrantResponse : IAnswer;

    internal sealed partial class LeaseRevokeResponse : IAnswer;

    internal sealed partial class LeaseKeepAliveResponse : IAnswer;

    internal sealed partial class LeaseTimeToLiveResponse : IAnswer;

    internal sealed partial class LeaseLeasesResponse : IAnswer;

    internal sealed partial class MemberListResponse : IAnswer;
}
