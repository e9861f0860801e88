using System.Collections.Concurrent;
using System.Diagnostics;

namespace Etcd.Testing;

/// <summary>Starts processes that end with this one, however it ends.</summary>
internal static class ChildProcess
{
    // util-linux's setpriv sets PR_SET_PDEATHSIG and then becomes the program: same process id, no shell in between.
    // That signal is sent when the *thread* that started the child ends, so one thread that never ends starts them all.
    private static readonly string? Setpriv = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv") ? "/usr/bin/setpriv" : null;
    private static readonly Lazy<StarterThread> Starter = new(() => new StarterThread());

    private static readonly ConcurrentDictionary<int, string> Started = new();

    /// <summary>Starts a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="entrance">A command that becomes the program, somewhere else: in another namespace.</param>
    public static Process Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? entrance = null)
    {
        // the signal at the parent's death is set last: entering a namespace forgets it
        string[] command = [.. entrance ?? [], .. Setpriv is null ? Array.Empty<string>() : [Setpriv, "--pdeathsig", "KILL", "--"], file, .. arguments];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ETCD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited); // etcd takes each ETCD_… for a flag
        }
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }
        var process = Starter.Value.Run(start);
        Started[process.Id] = $"{Path.GetFileName(file)} {process.Id} {string.Join(' ', arguments)}";
        return process;
    }

    /// <summary>What it has started and still runs: name, process id, arguments.</summary>
    public static IReadOnlyList<string> Alive()
    {
        foreach (var id in Started.Keys.Where(id => !Runs(id)))
        {
            Started.TryRemove(id, out _);
        }
        return [.. Started.Values];
    }

    // a child that is still ours: its process id cannot be somebody else's before it has been waited for
    private static bool Runs(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
