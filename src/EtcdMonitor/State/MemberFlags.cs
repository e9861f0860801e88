using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>
/// The flags on a member's command line. What it was told by environment or configuration file is not among them: nothing
/// that can be asked over the network tells those.
/// </summary>
public sealed record MemberFlags
{
    /// <summary>When they were read; null: never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why they are not known, or not of late; null: they are.</summary>
    public string? Missing { get; init; } = "its command line was not read yet";

    /// <summary>Value by name, without the leading hyphens; a switch without a value has <c>true</c>. Secrets are left out.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its configuration file, which overrules the command line; null: none is given.</summary>
    public string? ConfigFile => Values.GetValueOrDefault("config-file");

    /// <summary>A flag that counts milliseconds; null: it is not on the command line.</summary>
    public TimeSpan? Milliseconds(string name) =>
        int.TryParse(Values.GetValueOrDefault(name), System.Globalization.CultureInfo.InvariantCulture, out int ms) && ms > 0 ? TimeSpan.FromMilliseconds(ms) : null;
}
