namespace Faults.Soak;

// alone: it looks at the temporary folders, which the others use too
[Collection(Alone.Name)]
public sealed class SoakTests
{
    /// <summary>A slice of <c>make soak</c>: that the campaign works, and that a fault or two leave nothing behind.</summary>
    [Fact]
    public async Task Faults_pass_over_and_leave_nothing_behind()
    {
        SoakOptions options = new()
        {
            Program = SoakCommand.OwnProgram(),
            Duration = TimeSpan.FromSeconds(10),
            FaultPeriod = TimeSpan.FromSeconds(7),
            Hold = TimeSpan.FromSeconds(6),
            SamplePeriod = TimeSpan.FromSeconds(1),
            Seed = 3,
        };
        List<string> lines = [];

        SoakReport report = await new SoakRun(options, lines.Add).RunAsync(TestContext.Current.CancellationToken);

        report.Wrong.ShouldBeEmpty(string.Join('\n', lines));
        report.Faults.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing_behind_either()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        string[] before = Folders();
        SoakOptions options = new() { Program = SoakCommand.OwnProgram(), FaultPeriod = TimeSpan.Zero, Hold = TimeSpan.FromMilliseconds(1) };

        await Should.ThrowAsync<OperationCanceledException>(() => new SoakRun(options, _ => stop.Cancel()).RunAsync(stop.Token));

        Folders().Except(before).ShouldBeEmpty();
    }

    private static string[] Folders() => Directory.GetDirectories(Path.GetTempPath(), "etcd-monitor-test-*");
}
