using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>A member's answer to one question for the hash of its keys and values (<c>HashKV</c>).</summary>
public sealed record MemberHash
{
    /// <summary>The member.</summary>
    public required MemberId Member { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it answered.</summary>
    public required HashOutcome Outcome { get; init; }

    /// <summary>The revision that was asked for.</summary>
    public required long Revision { get; init; }

    /// <summary>CRC-32 over its history after <see cref="CompactRevision"/> up to <see cref="HashRevision"/>, and over what of older history is still in force; null: it gave none, see <see cref="Outcome"/>.</summary>
    public uint? Hash { get; init; }

    /// <summary>The revision hashed up to; before etcd 3.6 the one asked for.</summary>
    public long HashRevision { get; init; }

    /// <summary>The revision up to which its history is compacted; 0: it never was.</summary>
    public long CompactRevision { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took. The member's writes waited for as long.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Why there is no hash; null: there is one.</summary>
    public ProbeFailure? Failure { get; init; }
}
