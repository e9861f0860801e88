using System.Text;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Configuration.Printing;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Support bundles as files: only their owner may read them, none is written over.</summary>
internal static class BundleFile
{
    /// <summary>Writes it, with the configuration as this command reads it.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="wanted">A file, a folder, or nothing: the bundle's own name in the working folder.</param>
    /// <param name="loaded">The configuration; secrets of it are not written.</param>
    public static async Task<(WrittenBundleView? Written, Failure? Failure)> WriteAsync(Bundle bundle, string wanted, LoadedConfiguration loaded)
    {
        string path = wanted.Length == 0 ? bundle.FileName : Directory.Exists(wanted) ? Path.Combine(wanted, bundle.FileName) : wanted;
        byte[] bytes = bundle.With("config.yaml", Configuration(loaded)).ToBytes();
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using FileStream file = new(path, options);
            await file.WriteAsync(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, File.Exists(path)
                ? Failure.Usage($"{path} is there already, and a bundle is never written over", "Give another name, --bundle=FILE")
                : Failure.Failed($"cannot write {path}, {Reason(e)}", "Give --bundle=FILE"));
        }

        return (new(path, bytes.Length), null);
    }

    /// <summary>Reads one.</summary>
    public static async Task<(Bundle? Bundle, Failure? Failure)> ReadAsync(string path)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            return (await Bundle.ReadAsync(file, CancellationToken.None), null);
        }
        catch (InvalidDataException e)
        {
            return (null, Failure.Usage($"{path} {e.Message}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Failure.Usage($"cannot read {path}, {Reason(e)}"));
        }
    }

    private static byte[] Configuration(LoadedConfiguration loaded)
    {
        IEnumerable<Line> lines = YamlLines.Of(SettingsPrinter.Print(loaded, effective: true), origins: true);
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => $"{l}\n").Prepend("# As the command that made this bundle read it; secrets are ***\n")));
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "permission denied",
        _ => e.Message.TrimEnd('.'),
    };
}
