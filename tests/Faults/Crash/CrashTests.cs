namespace Faults.Crash;

public sealed class CrashTests
{
    /// <summary>A slice of <c>make crash</c>, which does it two hundred times.</summary>
    [Fact]
    public async Task A_writer_that_is_killed_in_the_middle_leaves_whole_rounds_only() =>
        (await new CrashRun(seed: 1).RunAsync(12, _ => { }, TestContext.Current.CancellationToken)).ShouldBeGreaterThan(12);
}
