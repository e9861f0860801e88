using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Who holds one right in this process, where all nodes have one clock: no two may be certain of it at once, and each that gets it has a higher fence than those before.</summary>
/// <param name="scene">Where to complain.</param>
/// <param name="observer">Asks etcd past the proxies.</param>
/// <param name="part">The pattern.</param>
/// <param name="what">Which right of it.</param>
internal sealed class Holders(Scene scene, EtcdClient observer, string part, string what)
{
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(Ownership Right, bool Shared)> _held = [];
    private readonly List<(Revision Revision, Fence Fence)> _writes = [];
    private readonly List<Task> _overlaps = [];
    private Fence? _lastExclusive;
    private Fence? _last;

    /// <summary>A node has just been given the right.</summary>
    public void Enter(Ownership right, bool shared = false)
    {
        lock (_gate)
        {
            foreach (var (other, isShared) in _held)
            {
                if (!(shared && isShared) && other.IsHeld && right.IsHeld)
                {
                    _overlaps.Add(OverlapAsync(other, right));
                }
            }
            if ((shared ? _lastExclusive : _last) is { } before && right.Fence <= before)
            {
                scene.Complain($"{what}: {right.Fence} was given after {before}");
            }
            _last = _last is { } highest && highest > right.Fence ? highest : right.Fence;
            _lastExclusive = shared ? _lastExclusive : right.Fence;
            _held.Add((right, shared));
        }
        scene.Count($"{part}: held");
    }

    /// <summary>It is about to be given up, or lost.</summary>
    public void Exit(Ownership right)
    {
        lock (_gate)
        {
            _held.RemoveAll(each => each.Right == right);
        }
    }

    /// <summary>A write under the right was accepted.</summary>
    public void Wrote(TxnResult result, Fence fence)
    {
        lock (_gate)
        {
            _writes.Add((result.Revision, fence));
        }
    }

    /// <summary>Once all is done: what was accepted, in the order in which etcd took it, has fences that never go back.</summary>
    public async Task JudgeAsync()
    {
        await Task.WhenAll(_overlaps);
        Fence? highest = null;
        foreach (var (revision, fence) in _writes.OrderBy(write => write.Revision))
        {
            if (highest is { } before && fence < before)
            {
                scene.Complain($"{what}: at {revision} a write under {fence} was accepted after one under {before}");
            }
            highest = fence;
        }
        scene.Count("operations", _writes.Count);
        scene.Count($"{part}: writes", _writes.Count);
        if (_writes.Count == 0)
        {
            scene.Complain($"{what}: nothing was written at all");
        }
    }

    // A lease that somebody revokes, or a key that somebody deletes, takes the right away without a word: its owner learns it a moment later, and no clock can tell before.
    // Everything else that makes two certain at once is a fault of ours: a right given twice, or a lease that was thought to last longer than etcd did.
    private async Task OverlapAsync(Ownership other, Ownership right)
    {
        try
        {
            if (await observer.GetAsync(other.Key, scene.CancellationToken) is { } key && key.CreateRevision == other.Fence.Revision)
            {
                scene.Complain($"{what}: {right.Fence} was given while {other.Fence} was held, and both keys are there");
                return;
            }
            await Task.Delay(Noticing, TimeProvider.System, other.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (ObjectDisposedException)
        {
            // given up meanwhile: there is nothing more to learn
        }
        switch (other.LossReason)
        {
            case LossReason.LeaseRevoked or LossReason.KeyDeleted:
                scene.Count($"{part}: taken away while held");
                break;
            case null:
                scene.Count($"{part}: gone while held, and given up before that was known");
                break;
            default:
                scene.Complain($"{what}: {right.Fence} was given while {other.Fence} was held, which was lost later: {other.LossReason}");
                break;
        }
    }
}
