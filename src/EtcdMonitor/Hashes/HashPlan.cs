using System.Collections.Immutable;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Hashes;

/// <summary>
/// Decides which member is asked for its hash now, if any: a pure function of the state. One member at a time, voters only,
/// never one that may not tell us, never while one defragments.
/// </summary>
internal static class HashPlan
{
    /// <summary>Rounds before the first comparison: leader, sizes and revisions are known by then.</summary>
    private const int FirstRound = 3;

    /// <summary>A hash takes at most this part of the time, so that its member's writes wait for no more.</summary>
    private const int Share = 1000;

    /// <summary>Measured: a database of 938 MB took 580 ms.</summary>
    private static readonly TimeSpan PerMegabyte = TimeSpan.FromMilliseconds(0.6);

    private static readonly TimeSpan LeastDeadline = TimeSpan.FromSeconds(5);

    /// <summary>An answer that is this late will not come: its member is not asked any more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>A right that was granted meanwhile is found out.</summary>
    private static readonly TimeSpan RetryRefused = TimeSpan.FromMinutes(10);

    /// <summary>The next state, and the question to ask now; null: none.</summary>
    public static (HashState State, HashQuestion? Ask) Next(ClusterState cluster, HashOptions options, bool requested, DateTimeOffset now)
    {
        HashState state = cluster.Hashes;
        if (state.Asked is { } asked)
        {
            if (now < asked.At + asked.Deadline + Grace)
            {
                return (state, null);
            }

            state = WithoutMember(state with { Asked = null }, asked);
        }

        MemberState[] able = [.. cluster.ReachableVoters.Where(m => IsAble(m, state, now))];
        MemberState[] willing = [.. able.Where(m => (state.Current?.IsRequested ?? requested) || options.IsWindow(now) || Estimate(m, state) <= options.MaxBlocking)];
        string? missing = WhyNot(cluster, options, requested, able, willing, state);
        state = state with { Missing = missing };
        if (missing is not null)
        {
            // what was asked so far is judged: when it can go on, its revision is an old one
            return (state.Current is { } broken ? HashFold.End(state, broken, cluster.Quorum, now) : state, null);
        }

        if (now < state.QuietUntil)
        {
            return (state, null);
        }

        if (state.Current is null)
        {
            state = IsDue(cluster, state, options, requested, now) ? Begin(state, willing, requested, now) : state;
        }

        return state.Current is { } sweep ? Ask(state, sweep, willing, cluster.Quorum, now) : (state, null);
    }

    /// <summary>How long a member's hash will take: by the last one, else by size.</summary>
    public static TimeSpan Estimate(MemberState member, HashState state) =>
        state.Took.TryGetValue(member.Id!.Value, out TimeSpan took) ? took : PerMegabyte * ((member.DbSize ?? 0) / 1e6);

    private static bool IsAble(MemberState member, HashState state, DateTimeOffset now) =>
        member is { Id: not null, Denied: null, Revision: > 0, NamedLeader: not null }
        && (!state.Refused.TryGetValue(member.Id.Value, out DateTimeOffset at) || now - at > RetryRefused);

    private static string? WhyNot(ClusterState cluster, HashOptions options, bool requested, MemberState[] able, MemberState[] willing, HashState state)
    {
        MemberState? busy = cluster.Members.FirstOrDefault(m => m.Metrics.DefragInflight.Value > 0);
        return busy is not null ? $"{busy.Name} defragments its database"
            : !options.Enabled && !requested && state.Current is null ? "it is switched off"
            : willing.Length >= 2 ? null
            : able.Length >= 2 ? TooLarge(able, state, options)
            : cluster.Voters < 2 ? "there is only one voter"
            : cluster.ReachableVoters.Any(m => m.Denied is not null || state.Refused.ContainsKey(m.Id ?? default)) ? "our user may not ask for hashes: etcd demands the role root"
            : "fewer than two voters with a leader answer";
    }

    private static string TooLarge(MemberState[] able, HashState state, HashOptions options)
    {
        MemberState largest = able.MaxBy(m => Estimate(m, state))!;
        return FormattableString.Invariant(
            $"a hash would stop the writes of {largest.Name} for about {Estimate(largest, state).TotalSeconds:0.0} s, more than {options.MaxBlocking.TotalSeconds:0.#} s: ask for it, or configure a window");
    }

    private static bool IsDue(ClusterState cluster, HashState state, HashOptions options, bool requested, DateTimeOffset now) =>
        requested || state.Next is not null
        || (cluster.Round >= FirstRound
            && (state.Last is not { } last
                || now - last.StartedAt >= Period(state, options)
                || cluster.Alarms.Any(a => a.Type == "CORRUPT" && state.Divergence is null && a.Since > last.StartedAt)));

    private static TimeSpan Period(HashState state, HashOptions options)
    {
        TimeSpan longest = Share * state.Took.Values.DefaultIfEmpty().Max();
        return longest > options.Period ? longest : options.Period;
    }

    private static HashState Begin(HashState state, MemberState[] willing, bool requested, DateTimeOffset now)
    {
        HashNext next = state.Next ?? new(IsRepeat: false);

        // a member below the floor lags: it will say so
        long revision = willing.Select(m => m.Revision!.Value).Where(r => r >= next.Floor).DefaultIfEmpty(next.Floor).Min();
        return state with
        {
            Next = null,
            Current = new()
            {
                Revision = revision,
                StartedAt = now,
                IsRepeat = next.IsRepeat,
                IsRequested = requested,
                Restarts = next.Restarts,
                Left = [.. willing.Select(m => m.Id!.Value)],
            },
        };
    }

    /// <summary>Asks the first that is left; members that went away since are passed over.</summary>
    private static (HashState State, HashQuestion? Ask) Ask(HashState state, HashSweep sweep, MemberState[] willing, int quorum, DateTimeOffset now)
    {
        MemberState? next = sweep.Left.Select(id => willing.FirstOrDefault(m => m.Id == id)).FirstOrDefault(m => m is not null);
        if (next is null)
        {
            return (HashFold.End(state, sweep, quorum, now), null);
        }

        TimeSpan patience = 20 * Estimate(next, state);
        HashQuestion question = new(next.Endpoint, next.Id!.Value, next.Name, sweep.Revision, now, patience > LeastDeadline ? patience : LeastDeadline);
        ImmutableArray<Etcd.Client.MemberId> left = sweep.Left[sweep.Left.IndexOf(question.Member)..];
        return (state with { Asked = question, Current = sweep with { Left = left } }, question);
    }

    private static HashState WithoutMember(HashState state, HashQuestion lost) =>
        state.Current is { } sweep ? state with { Current = sweep with { Left = sweep.Left.Remove(lost.Member) } } : state;
}
