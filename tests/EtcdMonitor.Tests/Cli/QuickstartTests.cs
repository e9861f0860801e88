using System.Text.RegularExpressions;
using EtcdMonitor.Cli.Commands;

namespace EtcdMonitor.Tests.Cli;

/// <summary>What docs/QUICKSTART.md tells people to type is there to be typed; its sessions with taskmaster are run by that program's tests.</summary>
public sealed partial class QuickstartTests
{
    private static readonly string[] Commands = [.. Block().Matches(Repository.Read("docs/QUICKSTART.md")).SelectMany(b => b.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    [Fact]
    public void Every_command_of_the_monitor_is_understood()
    {
        string[] typed = [.. Commands.Where(c => c.StartsWith("bin/etcd-monitor ", StringComparison.Ordinal))];
        typed.Length.ShouldBeGreaterThan(6);
        foreach (string command in typed)
        {
            CommandLine.Parse(command.Split(' ')[1..]).Failure.ShouldBeNull(command);
        }
    }

    [Fact]
    public void Every_other_command_names_what_is_there()
    {
        string makefile = Repository.Read("Makefile");
        foreach (string[] words in Commands.Select(c => c.Split(' ')))
        {
            bool known = words[0] switch
            {
                "make" => makefile.Contains($"\n{words[1]}:", StringComparison.Ordinal),
                "cp" => File.Exists(Path.Combine(Repository.Root, words[1])),
                "curl" => new Uri(words[1]) is { Port: 8080, AbsolutePath: "/api/v1/cluster/status" or "/api/v1/metrics/current" },
                "bin/examples" => words[^1] == "--example=lock",
                _ => words[0] == "bin/etcd-monitor",
            };
            known.ShouldBeTrue(string.Join(' ', words));
        }
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
