using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Feature flags: on, off, or on for a share of the subjects and for those that are named. Asked from memory, as the configuration is;
/// while etcd is away, the last known state holds. A subject gets the same answer on every node (<see cref="FeatureFlag.PositionOf"/>), and a
/// growing percentage never takes it away. They are stored beside the configuration, in <c>PREFIX.flags/</c>: its views and snapshots do not
/// hold them, so that restoring old values never switches a feature. Each change is one step, applied exactly once; when it returns, the
/// answers here follow it. Thread-safe; disposed with its configuration.
/// </summary>
public sealed class FeatureFlags
{
    private readonly ConcurrentDictionary<string, (Revision At, FeatureFlag Flag)> _read = new(StringComparer.Ordinal);
    private readonly ConfigStore _store;
    private readonly Key _root;

    /// <summary>The flags of <paramref name="config"/>; a section has its own, which the whole shows with the section's path before their names.</summary>
    public FeatureFlags(ConfigManager config)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_store, _root) = (config.Store, config.Store.FlagsRoot.Append(config.SectionPath));
    }

    /// <summary>On for everybody, but for those that are excluded.</summary>
    /// <inheritdoc cref="RollOutAsync"/>
    public ValueTask EnableAsync(string flag, CancellationToken cancellationToken = default)
        => ChangeAsync(flag, static before => before with { Enabled = true, Percent = 100 }, cancellationToken);

    /// <summary>Off for everybody, those that it targets too, until it is enabled or rolled out again.</summary>
    /// <inheritdoc cref="RollOutAsync"/>
    public ValueTask DisableAsync(string flag, CancellationToken cancellationToken = default)
        => ChangeAsync(flag, static before => before with { Enabled = false }, cancellationToken);

    /// <summary>On for a share of the subjects, and for those that it targets. Growing it adds subjects and takes none away.</summary>
    /// <param name="flag">Its name: a path.</param>
    /// <param name="percent">From 0 (only those that it targets) to 100; fractions count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The name or the percentage is none.</exception>
    /// <exception cref="ConfigFormatException">What is stored is no flag; remove it first.</exception>
    /// <exception cref="EtcdConflictException">Others were faster 100 times in a row; nothing was changed.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been changed.</exception>
    /// <exception cref="EtcdException">It was not changed.</exception>
    public ValueTask RollOutAsync(string flag, double percent, CancellationToken cancellationToken = default)
        => percent is >= 0 and <= 100
            ? ChangeAsync(flag, before => before with { Enabled = true, Percent = percent }, cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentage is from 0 to 100.");

    /// <summary>On for these subjects, whatever the percentage; they are excluded no more. A flag that is off stays off; one that is not there yet is on for them only.</summary>
    /// <inheritdoc cref="RollOutAsync"/>
    public ValueTask TargetAsync(string flag, IEnumerable<string> subjects, CancellationToken cancellationToken = default)
        => NameAsync(flag, subjects, targets: true, excludes: false, cancellationToken);

    /// <summary>Off for these subjects, whatever the percentage; they are targeted no more.</summary>
    /// <inheritdoc cref="RollOutAsync"/>
    public ValueTask ExcludeAsync(string flag, IEnumerable<string> subjects, CancellationToken cancellationToken = default)
        => NameAsync(flag, subjects, targets: false, excludes: true, cancellationToken);

    /// <summary>The percentage decides about these subjects again.</summary>
    /// <inheritdoc cref="RollOutAsync"/>
    public ValueTask UntargetAsync(string flag, IEnumerable<string> subjects, CancellationToken cancellationToken = default)
        => NameAsync(flag, subjects, targets: false, excludes: false, cancellationToken);

    /// <summary>Forgets a flag: off for everybody.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may be removed; doing it again is harmless.</exception>
    /// <exception cref="EtcdException">It was not removed.</exception>
    public async ValueTask<bool> RemoveAsync(string flag, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(flag);
        var mirror = await _store.Flags.GetAsync(cancellationToken).ConfigureAwait(false);
        var result = await _store.Client.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        if (result.Deleted > 0 || mirror.Current.ContainsKey(key))
        {
            await SharedMirror.ShowAsync(mirror, result.Revision, cancellationToken).ConfigureAwait(false);
        }
        _read.TryRemove(flag, out _);
        return result.Deleted > 0;
    }

    /// <summary>Whether a flag is on for all: false for one that is rolled out in part, and for one that nobody has set.</summary>
    /// <inheritdoc cref="IsEnabledAsync(string, string, CancellationToken)"/>
    public async ValueTask<bool> IsEnabledAsync(string flag, CancellationToken cancellationToken = default)
        => await FindAsync(flag, cancellationToken).ConfigureAwait(false) is { IsOnForAll: true };

    /// <summary>Whether a flag is on for a subject, such as a user's id: false for one that nobody has set.</summary>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="ConfigFormatException">What is stored is no flag.</exception>
    /// <exception cref="EtcdException">The flags were never read, and cannot be.</exception>
    public async ValueTask<bool> IsEnabledAsync(string flag, string subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return await FindAsync(flag, cancellationToken).ConfigureAwait(false) is { } found && found.IsEnabledFor(subject);
    }

    /// <summary>All flags, at one revision, by name.</summary>
    /// <exception cref="ConfigFormatException">What is stored is no flag.</exception>
    /// <exception cref="EtcdException">The flags were never read, and cannot be.</exception>
    public async ValueTask<IReadOnlyList<FeatureFlag>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var mirror = await _store.Flags.GetAsync(cancellationToken).ConfigureAwait(false);
        return [.. mirror.Current.Values.Where(each => IsFlag(each.Key)).Select(Read)];
    }

    /// <summary>Each flag as it is, then each that changes; one that was removed as off. Goes on over trouble with etcd.</summary>
    /// <exception cref="ConfigFormatException">What is stored is no flag.</exception>
    /// <exception cref="EtcdAuthException">The user may not read the flags any more.</exception>
    /// <exception cref="EtcdException">The flags were never read, and cannot be.</exception>
    public async IAsyncEnumerable<FeatureFlag> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var mirror = await _store.Flags.GetAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var step in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var change in step.Events.Where(each => IsFlag(each.Key)))
            {
                yield return change.Current is { } now ? Read(now) : Off(NameOf(change.Key));
            }
        }
    }

    private static FeatureFlag Off(string name) => new(name, Enabled: false, Percent: 0);

    private ValueTask NameAsync(string flag, IEnumerable<string> subjects, bool targets, bool excludes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        string[] named = [.. subjects];
        return ChangeAsync(flag, before => before with { Targets = Changed(before.Targets, targets), Excluded = Changed(before.Excluded, excludes) }, cancellationToken);

        IReadOnlyList<string> Changed(IReadOnlyList<string> list, bool with)
            => [.. (with ? list.Union(named) : list.Except(named)).Order(StringComparer.Ordinal)];
    }

    private async ValueTask ChangeAsync(string flag, Func<FeatureFlag, FeatureFlag> change, CancellationToken cancellationToken)
    {
        var key = KeyOf(flag);
        var unset = Off(flag) with { Enabled = true };
        await _store.SwapAsync(
            _store.Flags,
            key,
            found => FlagDocument.Write(change(found is { } there ? FlagDocument.Read(flag, there.Value) : unset)),
            static _ => [],
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<FeatureFlag?> FindAsync(string flag, CancellationToken cancellationToken)
    {
        var key = KeyOf(flag);
        var mirror = await _store.Flags.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!mirror.Current.TryGetValue(key, out var found))
        {
            return null;
        }
        if (!_read.TryGetValue(flag, out var known) || known.At != found.ModRevision)
        {
            _read[flag] = known = (found.ModRevision, FlagDocument.Read(flag, found.Value)); // asked often, changed rarely
        }
        return known.Flag;
    }

    private FeatureFlag Read(KeyValue found) => FlagDocument.Read(NameOf(found.Key), found.Value);

    private string NameOf(Key key) => key.Without(_root).ToString();

    private bool IsFlag(Key key) => key.ByteCount > _root.ByteCount && key.StartsWith(_root);

    private Key KeyOf(string flag) => _root.Append(ConfigPath.Valid(flag, "flag's name"));
}
