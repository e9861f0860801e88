using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Who owns which shard, at one revision.</summary>
/// <param name="Epoch">The fence of the newest owner among them, 0 without any. It is higher whenever a shard has been taken: two maps of the same epoch never name two owners of one shard.</param>
/// <param name="Revision">When it was so.</param>
/// <param name="Owners">Each shard that has an owner, with the owner's <see cref="EtcdSession.Owner"/>. All have one while nothing moves.</param>
public sealed record ShardMap(long Epoch, Revision Revision, IReadOnlyDictionary<int, string> Owners);
