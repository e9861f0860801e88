using System.Text;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Writes <c>config.example.yaml</c> from the table of settings: every key, its default, what it is.</summary>
internal static class ExampleFile
{
    private const int DocColumn = 44;

    /// <summary>The whole file. What has no default is commented out, with a sample.</summary>
    public static string Write()
    {
        StringBuilder text = new("""
            # etcd-monitor: every setting with its default. Copy what you need to config.yaml.
            #
            # A flag hides the environment, the environment hides this file:
            #   --api-port=9090, ETCD_MONITOR_API_PORT=9090 or ETCD_MONITOR__API__PORT=9090.
            # ${NAME} in a value is the environment variable NAME; a secret may come from a file by its _file twin.
            # Durations: 500ms, 30s, 1m30s; retention also 90d.


            """);
        Group(text, [.. SettingTable.All.Where(s => s.Path.StartsWith(SettingTable.Etcd, StringComparison.Ordinal))], "", 0);
        Members(text);
        Group(text, [.. SettingTable.All.Where(s => !s.Path.StartsWith(SettingTable.Etcd, StringComparison.Ordinal))], "", 0);
        Routes(text);
        Maintenance(text);
        text.Append("""

            # Many clusters instead of etcd: above, each with the keys shown there.
            # clusters:

            """);
        foreach (Setting setting in ClusterSettings.Identity)
        {
            string dash = setting.Key == "name" ? "- " : "  ";
            text.Append(Row($"#   {dash}{setting.Key}: {setting.Sample}", setting.Doc));
        }

        text.Append(Row("#     endpoints: [\"10.4.1.10:2379\", \"10.4.2.11:2379\"]", "and so on"));
        return text.ToString();
    }

    private static void Routes(StringBuilder text)
    {
        text.Append("""

            # Who is told of which alert, within alerts:. Without a route every channel that is on gets all, each alert by itself and at once.
            #   receivers:

            """);
        foreach (Setting setting in RouteSettings.Receiver)
        {
            text.Append(Row($"#     {(setting.Key == "name" ? "- " : "  ")}{setting.Key}: {setting.Sample}", setting.Doc));
        }

        text.Append("#     - {name: chat, channels: [slack]}\n#   route:\n");
        foreach (Setting setting in RouteSettings.Route.Where(s => s.Key is not ("matchers" or "continue")))
        {
            text.Append(Row($"#     {setting.Key}: {setting.Sample}", setting.Doc));
        }

        text.Append(Row("#     routes:", "branches, tried in order, each with the keys above; what it does not say it takes from above"));
        foreach (Setting setting in RouteSettings.Route.Where(s => s.Key is "matchers" or "continue"))
        {
            text.Append(Row($"#       {(setting.Key == "matchers" ? "- " : "  ")}{setting.Key}: {setting.Sample}", setting.Doc));
        }

        text.Append("#         receiver: oncall\n");
    }

    private static void Maintenance(StringBuilder text)
    {
        text.Append("""

            # Planned times in which alerts are shown and page nobody, within alerts:. What still fires at the end is told then.
            #   maintenance:

            """);
        foreach (Setting setting in MaintenanceSettings.All)
        {
            text.Append(Row($"#     {(setting.Key == "name" ? "- " : "  ")}{setting.Key}: {setting.Sample}", setting.Doc));
        }
    }

    private static void Members(StringBuilder text)
    {
        text.Append(Row($"  # {SettingTable.Members}:", "what single members have for themselves"));
        string group = "";
        foreach (Setting setting in MemberSettings.All)
        {
            string[] names = setting.Key.Split('.');
            if (names.Length > 1 && names[0] != group)
            {
                text.Append($"  #     {group = names[0]}:\n");
            }

            string lead = setting.Key == "endpoint" ? "  - " : names.Length > 1 ? "      " : "    ";
            text.Append(Row($"  # {lead}{names[^1]}: {setting.Sample}", setting.Doc));
        }
    }

    private static void Group(StringBuilder text, IReadOnlyList<(string Path, Setting Setting)> settings, string prefix, int depth)
    {
        string indent = new(' ', depth * 2);
        foreach (IGrouping<string, (string Path, Setting Setting)> group in settings.GroupBy(s => s.Path[prefix.Length..].Split('.')[0], StringComparer.Ordinal))
        {
            (string path, Setting setting) = group.First();
            if (path.Length == prefix.Length + group.Key.Length)
            {
                text.Append(Value(indent, group.Key, setting));
                continue;
            }

            text.Append(depth == 0 && text[^2] != '\n' ? "\n" : "").Append(indent).Append(group.Key).Append(":\n");
            Group(text, [.. group], $"{prefix}{group.Key}.", depth + 1);
        }
    }

    private static string Value(string indent, string key, Setting setting)
    {
        string? value = setting.Kind is Kinds.MapKind ? null : setting.Default;
        string doc = setting.DefaultNote is null ? setting.Doc : $"{setting.Doc} [{setting.DefaultNote}]";
        string row = value is null ? $"{indent}# {key}: {setting.Sample}" : $"{indent}{key}: {value}";
        string twin = setting.FileTwin is null ? "" : Row($"{indent}# {key}_file: /run/secrets/{key}", "the same from a file");
        return Row(row, doc) + twin;
    }

    private static string Row(string row, string doc) => $"{row.PadRight(DocColumn)}  # {doc}\n";
}
