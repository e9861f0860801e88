namespace Taskmaster.Output;

/// <summary>What this program is, for programs.</summary>
/// <param name="Version">As in the changelog.</param>
/// <param name="Commit">First seven digits; null: built outside of git.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Platform">Operating system and processor.</param>
internal sealed record VersionAnswer(string Version, string? Commit, string Runtime, string Platform);
