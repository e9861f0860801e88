using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A flag as it is stored: <c>{"enabled":true,"percent":10,"targets":["user-42"]}</c>. Written by hand, <c>true</c> and <c>false</c> will do, and what is left out is 100 percent and nobody.</summary>
internal sealed class FlagDocument
{
    public bool Enabled { get; set; }

    public double Percent { get; set; } = 100;

    public string[]? Targets { get; set; }

    public string[]? Excluded { get; set; }

    /// <summary>The flag that a key holds.</summary>
    /// <exception cref="ConfigFormatException">It holds something else.</exception>
    public static FeatureFlag Read(string name, Value value)
    {
        var text = new ConfigValue(value, name);
        if (text.ToString().Trim() is "true" or "false")
        {
            return new FeatureFlag(name, text.ToBool(), 100);
        }
        var document = text.ToJson(ConfigJson.Readable.FlagDocument);
        return document.Percent is >= 0 and <= 100
            ? new FeatureFlag(name, document.Enabled, document.Percent) { Targets = document.Targets ?? [], Excluded = document.Excluded ?? [] }
            : throw ConfigFormatException.Of(name, value, "a flag with a percentage from 0 to 100");
    }

    public static Value Write(FeatureFlag flag)
        => Value.Json(
            new FlagDocument
            {
                Enabled = flag.Enabled,
                Percent = flag.Percent,
                Targets = flag.Targets.Count == 0 ? null : [.. flag.Targets],
                Excluded = flag.Excluded.Count == 0 ? null : [.. flag.Excluded],
            }, ConfigJson.Readable.FlagDocument);
}
