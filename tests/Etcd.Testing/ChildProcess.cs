using System.Diagnostics;

namespace Etcd.Testing;

/// <summary>Starts processes that end with this one, however it ends.</summary>
internal static class ChildProcess
{
    // util-linux's setpriv sets PR_SET_PDEATHSIG and then becomes the program: same process id, no shell in between.
    // That signal is sent when the *thread* that started the child ends, so one thread that never ends starts them all.
    private static readonly string? Setpriv = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv") ? "/usr/bin/setpriv" : null;
    private static readonly Lazy<StarterThread> Starter = new(() => new StarterThread());

    public static Process Start(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Setpriv ?? file)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (Setpriv is not null)
        {
            start.ArgumentList.Add("--pdeathsig");
            start.ArgumentList.Add("KILL");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(file);
        }
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ETCD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited); // etcd takes each ETCD_… for a flag
        }
        return Starter.Value.Run(start);
    }
}
