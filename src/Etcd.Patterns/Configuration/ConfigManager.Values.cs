using System.Text.Json.Serialization.Metadata;
using Etcd.Client;

namespace Etcd.Patterns;

public sealed partial class ConfigManager
{
    /// <summary>The value at <paramref name="path"/> and when it was written; null when there is none.</summary>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public async ValueTask<ConfigEntry?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(path);
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        return mirror.Current.TryGetValue(key, out var found) ? new ConfigEntry(path, new ConfigValue(found.Value, path), found.ModRevision) : null;
    }

    /// <summary>The text at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<string> GetStringAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToString();

    /// <summary>The text at <paramref name="path"/>; <paramref name="fallback"/> when there is none.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<string> GetStringAsync(string path, string fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToString() ?? fallback;

    /// <summary>The whole number at <paramref name="path"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no value.</exception>
    /// <exception cref="ConfigFormatException">The value is of another type.</exception>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be.</exception>
    public async ValueTask<int> GetIntAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToInt();

    /// <summary>The whole number at <paramref name="path"/>; <paramref name="fallback"/> when there is no value.</summary>
    /// <exception cref="ConfigFormatException">The value is of another type.</exception>
    /// <exception cref="ArgumentException">The path is none.</exception>
    /// <exception cref="EtcdException">The configuration was never read, and cannot be: whether there is a value is not known.</exception>
    public async ValueTask<int> GetIntAsync(string path, int fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToInt() ?? fallback;

    /// <summary>The whole number of 64 bits at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<long> GetLongAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToLong();

    /// <summary>The whole number of 64 bits at <paramref name="path"/>; <paramref name="fallback"/> when there is no value.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<long> GetLongAsync(string path, long fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToLong() ?? fallback;

    /// <summary>True or false at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<bool> GetBoolAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToBool();

    /// <summary>True or false at <paramref name="path"/>; <paramref name="fallback"/> when there is no value.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<bool> GetBoolAsync(string path, bool fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToBool() ?? fallback;

    /// <summary>The number at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<double> GetDoubleAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToDouble();

    /// <summary>The number at <paramref name="path"/>; <paramref name="fallback"/> when there is no value.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<double> GetDoubleAsync(string path, double fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToDouble() ?? fallback;

    /// <summary>The duration at <paramref name="path"/>, in Go's form, such as <c>1m30s</c>.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<TimeSpan> GetDurationAsync(string path, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToDuration();

    /// <summary>The duration at <paramref name="path"/>, in Go's form, such as <c>1m30s</c>; <paramref name="fallback"/> when there is no value.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<TimeSpan> GetDurationAsync(string path, TimeSpan fallback, CancellationToken cancellationToken = default)
        => (await FindAsync(path, cancellationToken).ConfigureAwait(false))?.ToDuration() ?? fallback;

    /// <summary>The value at <paramref name="path"/>, read as JSON.</summary>
    /// <inheritdoc cref="GetIntAsync(string, CancellationToken)"/>
    public async ValueTask<T> GetJsonAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
        => (await NeedAsync(path, cancellationToken).ConfigureAwait(false)).ToJson(type);

    /// <summary>The value at <paramref name="path"/>, read as JSON; <paramref name="fallback"/> when there is no value.</summary>
    /// <inheritdoc cref="GetIntAsync(string, int, CancellationToken)"/>
    public async ValueTask<T> GetJsonAsync<T>(string path, JsonTypeInfo<T> type, T fallback, CancellationToken cancellationToken = default)
        => await FindAsync(path, cancellationToken).ConfigureAwait(false) is { } found ? found.ToJson(type) : fallback;

    private async ValueTask<ConfigValue?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var key = KeyOf(path);
        var mirror = await MirrorAsync(cancellationToken).ConfigureAwait(false);
        return mirror.Current.TryGetValue(key, out var found) ? new ConfigValue(found.Value, path) : default(ConfigValue?);
    }

    private async ValueTask<ConfigValue> NeedAsync(string path, CancellationToken cancellationToken)
        => await FindAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException($"There is no value at '{path}' (the key '{KeyOf(path)}'); set it, or give a fallback.");
}
