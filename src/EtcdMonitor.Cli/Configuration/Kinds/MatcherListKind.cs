using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>Matchers of labels, as a YAML list, or a single one.</summary>
internal sealed class MatcherListKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "LABEL=VALUE";

    /// <inheritdoc/>
    public override Reading Read(string text) => Matcher.TryParse(text, out Matcher? matcher, out string? error) ? new(new[] { matcher! }) : Reading.Wrong(error!);

    /// <inheritdoc/>
    public override Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.List list)
        {
            return base.Read(node, resolve);
        }

        Reading[] readings = [.. list.Items.Select(item => base.Read(item, resolve))];
        return readings.FirstOrDefault(r => r.Value is null) is { What: not null } wrong ? wrong
            : readings.Any(r => r.Value is null) ? Reading.Reported
            : new(readings.SelectMany(r => (Matcher[])r.Value!).ToArray());
    }

    /// <inheritdoc/>
    public override string? Write(object? value) => null;
}
