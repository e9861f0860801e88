using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>A question to one member for the hash of its keys and values. Its writes wait while it answers.</summary>
/// <param name="Endpoint">Endpoint to ask.</param>
/// <param name="Member">The member that it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Revision">The last revision to hash.</param>
/// <param name="At">When it is asked.</param>
/// <param name="Deadline">How long to wait; the member goes on all the same.</param>
internal sealed record HashQuestion(string Endpoint, MemberId Member, string Name, long Revision, DateTimeOffset At, TimeSpan Deadline);
