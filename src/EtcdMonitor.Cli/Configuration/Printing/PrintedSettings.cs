using System.Text.Json.Nodes;

namespace EtcdMonitor.Cli.Configuration.Printing;

/// <summary>Settings as <c>config print</c> shows them: secrets are hidden already.</summary>
/// <param name="Tree">Values under their keys, as in the file.</param>
/// <param name="Origins">Where each came from, in words, by its path.</param>
internal sealed record PrintedSettings(JsonObject Tree, IReadOnlyDictionary<string, string> Origins);
