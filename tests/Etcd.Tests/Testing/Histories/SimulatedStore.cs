using Etcd.Testing;

namespace Etcd.Tests.Testing;

/// <summary>Keys with revisions as etcd has them, and a bug in every tenth operation that it can show in.</summary>
internal sealed class SimulatedStore(StoreBug bug, Random random)
{
    private readonly Dictionary<string, List<KvSeen?>> _keys = new(StringComparer.Ordinal);
    private long _revision = 1;

    public KvOperation Run(KvOperation request) => request.Action switch
    {
        KvAction.Get => request with { Seen = Read(request.Key), Revision = Answered() },
        KvAction.Put => Write(request),
        KvAction.Delete => Delete(request),
        _ => Swap(request),
    };

    /// <summary>Whether the bug shows now.</summary>
    public bool Strikes(StoreBug which) => bug == which && random.Next(10) == 0;

    private List<KvSeen?> Versions(string key) => _keys.TryGetValue(key, out var versions) ? versions : _keys[key] = [null];

    private KvSeen? Read(string key)
    {
        var versions = Versions(key);
        return Strikes(StoreBug.StaleRead) && versions.Count > 1 ? versions[^2] : versions[^1];
    }

    private long Answered() => Strikes(StoreBug.RevisionGoesBack) ? Math.Max(1, _revision - 3) : _revision;

    private KvOperation Write(KvOperation request)
    {
        _revision++;
        if (!Strikes(StoreBug.LostWrite))
        {
            var versions = Versions(request.Key);
            versions.Add(new KvSeen(request.Value!, _revision, (versions[^1]?.Version ?? 0) + 1));
        }
        return request with { Applied = true, Revision = _revision };
    }

    private KvOperation Delete(KvOperation request)
    {
        var versions = Versions(request.Key);
        if (versions[^1] is null)
        {
            return request with { Revision = _revision };
        }
        _revision++;
        versions.Add(null);
        return request with { Applied = true, Revision = _revision };
    }

    private KvOperation Swap(KvOperation request)
    {
        var now = Versions(request.Key)[^1];
        var holds = request.IfValue is { } value ? now?.Value == value : (now?.ModRevision ?? 0) == request.IfRevision;
        return holds || Strikes(StoreBug.SwapIgnoresItsCompare) ? Write(request) : request with { Seen = now, Revision = _revision };
    }
}
