namespace Etcd.Client;

/// <summary>The members, as the member that answered knows them.</summary>
/// <param name="Header">Who answered, and when.</param>
/// <param name="Members">All members, learners and never started ones included.</param>
public sealed record MemberList(ResponseHeader Header, IReadOnlyList<Member> Members);
