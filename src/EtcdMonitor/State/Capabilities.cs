using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What our credentials are good for at one member, by what it answered and what it refused. In neither set: not tried yet, or it failed for another reason.</summary>
public sealed record Capabilities
{
    /// <summary>Questions that it answered when they were last asked.</summary>
    public Capability Allowed { get; init; }

    /// <summary>Questions that it refused when they were last asked.</summary>
    public Capability Denied { get; init; }

    /// <summary>The refusals in the member's own words.</summary>
    public ImmutableSortedDictionary<Capability, string> Reasons { get; init; } = ImmutableSortedDictionary<Capability, string>.Empty;

    /// <summary>Whether some question is refused: what it would tell is not seen.</summary>
    public bool IsReduced => Denied != Capability.None;

    /// <summary>These, after a question: answered without a <paramref name="failure"/>, refused, or failed, which tells nothing about permissions.</summary>
    public Capabilities With(Capability question, ProbeFailure? failure)
    {
        if (failure is null)
        {
            return Allowed.HasFlag(question) ? this : this with { Allowed = Allowed | question, Denied = Denied & ~question, Reasons = Reasons.Remove(question) };
        }

        return failure.Kind is EtcdFailure.PermissionDenied or EtcdFailure.Unauthenticated
            ? this with { Allowed = Allowed & ~question, Denied = Denied | question, Reasons = Reasons.SetItem(question, failure.Message) }
            : this;
    }

    /// <summary>The same for an answer; null: it was not asked.</summary>
    internal Capabilities With<T>(Capability question, Answer<T>? answer)
        where T : class => answer is null ? this : With(question, answer.Failure);
}
