using System.Text;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output;

/// <summary>Writes a view as the API has it: UTF-8, two spaces of indent.</summary>
internal static class PrettyAnswer
{
    /// <summary>Writes it.</summary>
    public static void Write<T>(Terminal output, T view)
    {
        output.Writer.Write(Encoding.UTF8.GetString(PrettyJson.Of(view)) + "\n");
        output.Writer.Flush();
    }
}
