using Etcd.Testing;
using EtcdMonitor.Cli.Commands;

namespace EtcdMonitor.Tests.Cli.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help", "help.txt")]
    [InlineData("-h", "help.txt")]
    [InlineData("help", "help.txt")]
    [InlineData("serve --help", "help-serve.txt")]
    [InlineData("status --help", "help-status.txt")]
    [InlineData("demo -h", "help-demo.txt")]
    [InlineData("config --help", "help-config.txt")]
    public async Task Help_goes_to_standard_output(string arguments, string golden)
    {
        Ran ran = await Ran.Async(arguments);
        ran.Exit.ShouldBe(0);
        ran.Error.ShouldBeEmpty();
        Golden.Match(golden, ran.Out);
    }

    [Fact]
    public async Task Help_fits_80_columns()
    {
        foreach (string verb in Verbs.All.Select(v => v.Name).Append(""))
        {
            foreach (string line in (await Ran.Async($"{verb} --help")).Out.Split('\n'))
            {
                line.Length.ShouldBeLessThanOrEqualTo(80, line);
            }
        }
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_is_one_line(string arguments) =>
        (await Ran.Async(arguments)).Out.ShouldMatch(@"^etcd-monitor \d+\.\d+\.\d+( \([0-9a-f]{7}\))? on \.NET 10\.\d+\.\d+, [a-z]+-[a-z0-9]+\n$");

    [Fact]
    public async Task Version_as_an_object_names_its_schema() => (await Ran.Async("version -o json")).Out.ShouldContain("\"schema\": \"etcd-monitor.version/1\"");
}
