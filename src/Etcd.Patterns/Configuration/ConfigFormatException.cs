using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A value of the configuration is not of the type that was asked for. The message names its path, shows the start of it, and says what was expected.</summary>
public sealed class ConfigFormatException : FormatException
{
    private const int Shown = 40;

    /// <summary>An error without details.</summary>
    public ConfigFormatException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public ConfigFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public ConfigFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Where the value stands, as its reader named it; empty for a value that was not read from a configuration.</summary>
    public string Path { get; init; } = "";

    internal static ConfigFormatException Of(string? path, Value value, string expected, Exception? cause = null)
    {
        var text = value.ToString();
        var shown = text.Length <= Shown ? text : text[..Shown] + "…";
        var where = path is null ? $"The value '{shown}'" : $"The value of '{path}', '{shown}',";
        return new ConfigFormatException($"{where} is not {expected}.", cause) { Path = path ?? "" };
    }
}
