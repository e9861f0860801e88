namespace EtcdMonitor.Server.Views;

/// <summary>Answer to a reload that was done.</summary>
/// <param name="Reloaded">Always true: one that was refused is an error.</param>
/// <param name="NeedsRestart">Keys whose new values wait for the next start, such as <c>storage.sqlite.path</c>.</param>
public sealed record ReloadView(bool Reloaded, IReadOnlyList<string> NeedsRestart);
