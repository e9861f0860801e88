using System.Runtime.CompilerServices;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// The configuration under a prefix, in memory: read without the network, kept up to date by one watch, which the sections, and all
/// threads, share. Reads show one revision that only grows, never older than this manager's last write; others' writes a moment after
/// they happen; and while etcd is away, the last known values (<see cref="Age"/> tells for how long). The first use reads the
/// configuration from etcd. Flags and snapshots are kept beside it, in <c>PREFIX.flags/</c> and <c>PREFIX.snapshots/</c>, marks of
/// operations under way in <c>PREFIX.operations/</c>: none of them shows here, and rights can be given apart. A user who may not read
/// any more keeps what is known: reads go on with it, observers end in <see cref="EtcdAuthException"/>.
/// </summary>
/// <remarks>Paths are segments with '/' in between, such as <c>database/host</c>, in any letters; large and small ones differ. What is a value cannot be a section at the same time: such a write is refused.</remarks>
public sealed partial class ConfigManager : IAsyncDisposable
{
    private readonly string _section; // "", or with a slash at the end
    private readonly bool _owns;

    /// <summary>The configuration at <paramref name="prefix"/>; a slash is appended to it. Meets the network at its first use. Dispose it before its client.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public ConfigManager(EtcdClient client, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(client);
        (Store, _section, _owns) = (new ConfigStore(client, prefix), "", true);
        _writer = new ConfigWriter(Store);
    }

    private ConfigManager(ConfigManager whole, string section)
        => (Store, _writer, _section) = (whole.Store, whole._writer, section);

    /// <summary>How long ago the values were last known to be up to date: zero while the watch lives; null before the first use.</summary>
    public TimeSpan? Age => Store.Values.Opened?.Age;

    internal ConfigStore Store { get; }

    /// <summary>Where this configuration's keys begin.</summary>
    internal Key Root => Store.Root.Append(_section);

    /// <summary>"", or the section's path with a slash at the end.</summary>
    internal string SectionPath => _section;

    /// <summary>The section at <paramref name="path"/>, whose paths start there. It shares the memory and the watch; disposing it does nothing.</summary>
    /// <exception cref="ArgumentException">The path is empty, starts or ends with '/', or has an empty segment.</exception>
    public ConfigManager Section(string path) => new(this, _section + ConfigPath.Valid(path) + "/");

    /// <summary>All values, at one revision.</summary>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public async ValueTask<ConfigView> GetAllAsync(CancellationToken cancellationToken = default)
        => ConfigView.Of((await MirrorAsync(cancellationToken).ConfigureAwait(false)).Current, Root);

    /// <summary>All values of the section at <paramref name="path"/>, by their paths there, at one revision.</summary>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public ValueTask<ConfigView> GetAllAsync(string path, CancellationToken cancellationToken = default) => Section(path).GetAllAsync(cancellationToken);

    /// <summary>Every value there is, marked as initial, then each change, with the value before and after. Goes on over trouble with etcd, without gaps and doubles; what came and went while its history was compacted is not told, the difference is. Writing the same value again is no change.</summary>
    /// <exception cref="EtcdAuthException">The user may not read the configuration any more.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public IAsyncEnumerable<ConfigChange> ObserveAsync(CancellationToken cancellationToken = default)
    {
        var section = Root;
        return ChangesAsync(key => key.StartsWith(section), cancellationToken);
    }

    /// <summary>As <see cref="ObserveAsync(CancellationToken)"/>, for the value or the section at <paramref name="path"/>; the changes' paths are this manager's.</summary>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdAuthException">The user may not read the configuration any more.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public IAsyncEnumerable<ConfigChange> ObserveAsync(string path, CancellationToken cancellationToken = default)
    {
        var (value, section) = (KeyOf(path), KeyOf(path).Append("/"));
        return ChangesAsync(key => key == value || key.StartsWith(section), cancellationToken);
    }

    /// <summary>All values now, then all of them after each change: for who applies a configuration as a whole. One view a revision, none of a part of a transaction. Goes on over trouble with etcd.</summary>
    /// <exception cref="EtcdAuthException">The user may not read the configuration any more.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public async IAsyncEnumerable<ConfigView> ObserveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        var (section, first) = (Root, true);
        await foreach (var step in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (first || step.Events.Any(each => each.Key.StartsWith(section) && Change(step, each, isInitial: false) is not null))
            {
                yield return ConfigView.Of(step.After, section);
            }
            first = false;
        }
    }

    /// <summary>Ends the watches; observers end without an error. A section's does nothing. Never throws.</summary>
    public ValueTask DisposeAsync() => _owns ? Store.DisposeAsync() : default;

    private async IAsyncEnumerable<ConfigChange> ChangesAsync(Func<Key, bool> covers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        var initial = true;
        await foreach (var step in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var each in step.Events)
            {
                if (covers(each.Key) && Change(step, each, initial) is { } change)
                {
                    yield return change;
                }
            }
            initial = false;
        }
    }

    // null: the same value again
    private ConfigChange? Change(MirrorChange step, WatchEvent change, bool isInitial)
    {
        var path = change.Key.Without(Root).ToString();
        var before = step.Before.TryGetValue(change.Key, out var old) ? new ConfigValue(old.Value, path) : default(ConfigValue?);
        var after = change.Current is { } now ? new ConfigValue(now.Value, path) : default(ConfigValue?);
        return before == after || path.Length == 0 ? null : new ConfigChange(path, before, after, change.Revision, isInitial);
    }

    private ValueTask<Mirror> MirrorAsync(CancellationToken cancellationToken) => Store.Values.GetAsync(cancellationToken);

    private Key KeyOf(string path) => Root.Append(ConfigPath.Valid(path));
}
