using System.Text.RegularExpressions;

namespace EtcdMonitor.Tests.Cli.Build;

public sealed partial class FrontDoorTests
{
    private static readonly string Makefile = Repository.Read("Makefile");
    private static readonly string PowerShell = Repository.Read("build.ps1");

    [Theory]
    [InlineData("build")]
    [InlineData("clean")]
    [InlineData("test")]
    [InlineData("run")]
    [InlineData("benchmark")]
    public void Each_command_of_Windows_is_a_target_of_make(string command)
    {
        PowerShell.ShouldContain($"'{command}' {{");
        Regex.IsMatch(Makefile, $@"^(?:[a-z-]+ )*{command}(?: [a-z-]+)*:", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void Windows_offers_no_command_that_is_not_listed() =>
        Commands().Matches(PowerShell).Select(m => m.Groups[1].Value).ShouldBe(["build", "clean", "test", "run", "benchmark"]);

    [Fact]
    public void Both_publish_the_same_way()
    {
        string script = Repository.Read("build/publish.sh");
        foreach (string option in new[] { "-p:PublishSingleFile=true", "--self-contained false", "--use-current-runtime", "-p:NuGetLockFilePath=obj/publish.lock.json", "-o bin" })
        {
            script.ShouldContain(option);
            PowerShell.ShouldContain(option);
        }
    }

    [Fact]
    public void PowerShell_calls_dotnet_and_nothing_else() =>
        Calls().Matches(PowerShell).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ShouldBe(["dotnet", "Write-Error"]);

    [GeneratedRegex(@"^    '([a-z]+)' \{", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^    '[a-z]+' \{ (?:foreach \([^)]*\) \{ )?([A-Za-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Calls();
}
