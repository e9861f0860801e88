using System.Reflection;
using System.Runtime.InteropServices;

namespace EtcdMonitor.Cli.Output;

/// <summary>Version and commit that this program was built from.</summary>
/// <param name="Version">As in the changelog.</param>
/// <param name="Commit">First seven digits; null: built outside of git.</param>
internal sealed record BuildInfo(string Version, string? Commit)
{
    /// <summary>Of this program: the SDK writes <c>0.1.0+COMMIT</c>.</summary>
    public static BuildInfo Current { get; } = Parse(typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <summary>Takes an informational version apart.</summary>
    public static BuildInfo Parse(string informational)
    {
        string[] parts = informational.Split('+');
        return new BuildInfo(parts[0], parts.Length > 1 && parts[1].Length >= 7 ? parts[1][..7] : null);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ProgramName.Name} {Version}{(Commit is null ? "" : $" ({Commit})")} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";
}
