namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>How one sort of value is written and what may be said of a wrong one.</summary>
internal abstract class Kind
{
    /// <summary>What stands for the value in the help, such as <c>DUR</c>; empty: a switch, the flag alone means true.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Whether the value is never printed.</summary>
    public virtual bool IsSecret => false;

    /// <summary>Whether the value is a path that must be readable.</summary>
    public virtual bool IsFile => false;

    /// <summary>Reads one written value.</summary>
    public abstract Reading Read(string text);

    /// <summary>Reads a node; a kind with parts of its own overrides it.</summary>
    public virtual Reading Read(ConfigNode node, Func<ConfigNode.Scalar, string?> resolve)
    {
        if (node is not ConfigNode.Scalar scalar)
        {
            return Reading.Wrong("is one value, not " + (node is ConfigNode.List ? "a list" : "a group of keys"));
        }

        return resolve(scalar) is { } text ? Read(text) : Reading.Reported;
    }

    /// <summary>Writes a value as <see cref="Read(string)"/> takes it; null: there is none.</summary>
    public virtual string? Write(object? value) => value switch
    {
        null => null,
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
