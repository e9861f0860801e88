namespace Etcd.Tests.Examples;

/// <summary>What cannot be run is told in one line that names it, and the exit code says of which kind it is.</summary>
public sealed class ExamplesMistakeTests
{
    [Theory]
    [InlineData("There is no example 'lokc'; there are all, start, lock, discovery, lb, ", "--example=lokc")]
    [InlineData("--node-id is for one of election, leader-task, ha, active-active, shards; 'all' has no nodes.", "--node-id=node-1")]
    [InlineData("--node-id is for one of election, leader-task, ha, active-active, shards; 'lock' has no nodes.", "--example=lock", "--node-id=node-1")]
    [InlineData("--node-id is empty; give each terminal a name of its own", "--example=ha", "--node-id", "")]
    [InlineData("Required argument missing for option: '--node-id'", "--example=ha", "--node-id")]
    [InlineData("Unrecognized command or argument '--exmaple=lock'", "--exmaple=lock")]
    [InlineData("'localhost:port'", "--endpoints=localhost:port")]
    public async Task Wrong_arguments_are_2(string line, params string[] arguments)
    {
        var (exit, said, errors) = await ExamplesProgram.RunAsync(arguments);
        exit.ShouldBe(2);
        said.ShouldBeEmpty();
        errors.ShouldHaveSingleItem().ShouldStartWith("examples: ");
        errors[0].ShouldContain(line);
    }

    [Fact]
    public async Task An_etcd_that_cannot_be_reached_is_3()
    {
        var (exit, said, errors) = await ExamplesProgram.RunAsync("--endpoints=127.0.0.1:1", "--example=all");
        exit.ShouldBe(3);
        said.ShouldBeEmpty();
        errors.ShouldHaveSingleItem().ShouldStartWith("examples: etcd cannot be reached: ");
        errors[0].ShouldContain("127.0.0.1:1");
        errors[0].ShouldContain("--endpoints");
    }

    [Fact]
    public async Task Help_says_what_there_is()
    {
        var (exit, said, errors) = await ExamplesProgram.RunAsync("--help");
        exit.ShouldBe(0);
        errors.ShouldBeEmpty();
        string.Join('\n', said).ShouldContain("rate-limit");
    }
}
