using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>A setting and where it lands. The default is what the options' own initialiser says.</summary>
/// <typeparam name="TTarget">Options it is part of.</typeparam>
/// <param name="Key">Path in the file.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Doc">What it is.</param>
/// <param name="Get">Reads it from the options.</param>
/// <param name="Set">Writes it into the options.</param>
internal sealed record SettingOf<TTarget>(string Key, Kind Kind, string Doc, Func<TTarget, object?> Get, Action<TTarget, object> Set)
    : Setting(Key, Kind, Doc)
    where TTarget : new()
{
    /// <inheritdoc/>
    public override string? Default => Kind.IsSecret ? null : Kind.Write(Get(new TTarget()));
}
