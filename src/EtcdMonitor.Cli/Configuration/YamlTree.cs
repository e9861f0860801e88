using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Reads a YAML file into nodes that remember line and column.</summary>
internal static class YamlTree
{
    /// <summary>The file's values; null: it is empty, or not to be read, which <paramref name="problems"/> tell.</summary>
    public static ConfigNode.Map? Read(TextReader text, string file, List<Problem> problems)
    {
        YamlStream stream = [];
        Parser parser = new(text);
        try
        {
            stream.Load(parser);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            problems.Add(new Problem(At(file, e is YamlException yaml ? yaml.Start : parser.Current?.End ?? Mark.Empty), "", $"is no YAML, {Reason(e)}"));
            return null;
        }

        if (stream.Documents.Count > 1)
        {
            problems.Add(new Problem(At(file, stream.Documents[1].RootNode.Start), "", "a second document begins here", "keep one"));
        }

        return stream.Documents.Count == 0 ? null : Root(stream.Documents[0].RootNode, file, problems);
    }

    private static ConfigNode.Map? Root(YamlNode root, string file, List<Problem> problems)
    {
        ConfigNode node = Convert(root, file);
        if (node is ConfigNode.Map map)
        {
            return map;
        }

        if (node is not ConfigNode.Scalar { IsNull: true })
        {
            problems.Add(new Problem(node.Origin, "", "the file holds no keys", "begin with etcd: or clusters:"));
        }

        return null;
    }

    private static ConfigNode Convert(YamlNode node, string file) => node switch
    {
        YamlMappingNode map => new ConfigNode.Map(
            [.. map.Children.Select(c => new ConfigNode.Entry(Text(c.Key), At(file, c.Key.Start), Convert(c.Value, file)))],
            At(file, map.Start)),
        YamlSequenceNode list => new ConfigNode.List([.. list.Children.Select(c => Convert(c, file))], At(file, list.Start)),
        YamlScalarNode scalar => new ConfigNode.Scalar(scalar.Value ?? "", IsNull(scalar), At(file, scalar.Start)),
        _ => new ConfigNode.Scalar(node.ToString(), false, At(file, node.Start)),
    };

    private static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null";

    private static string Text(YamlNode key) => key is YamlScalarNode scalar ? scalar.Value ?? "" : key.ToString();

    private static string Reason(Exception e) => e switch
    {
        AnchorNotFoundException => "a value that begins with * stands in quotes", // its name is not repeated: it may be a password
        YamlException => OneLine(e.InnerException?.Message ?? e.Message),
        _ => "what is opened here is not closed",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');

    private static Origin At(string file, Mark mark) => new(OriginKind.File, file, mark.Line, mark.Column);
}
