using System.Globalization;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public sealed class FeatureFlagTests
{
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 20_000).Select(each => string.Create(CultureInfo.InvariantCulture, $"user-{each}"))];

    [Theory] // computed apart from the code, by the definition that its documentation gives
    [InlineData("new-search", "user-42", 59.386377176777636)]
    [InlineData("new-search", "", 7.645740394654698)]
    [InlineData("Zürich", "käse", 22.905698951723807)]
    public void The_place_of_a_subject_never_changes(string flag, string subject, double position)
        => FeatureFlag.PositionOf(flag, subject).ShouldBe(position);

    [Fact]
    public void Long_names_have_a_place_too() => FeatureFlag.PositionOf(new string('f', 5_000), new string('s', 5_000)).ShouldBeInRange(0, 100);

    [Fact]
    public void A_growing_percentage_never_takes_a_subject_out()
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var percent in new[] { 0, 0.1, 1, 5, 10, 33.3, 50, 80, 99.9, 100 })
        {
            var flag = new FeatureFlag("growing", true, percent);
            var now = Subjects.Where(flag.IsEnabledFor).ToHashSet(StringComparer.Ordinal);
            now.IsSupersetOf(before).ShouldBeTrue($"{percent} %");
            before = now;
        }
        before.Count.ShouldBe(Subjects.Length);
        Subjects.ShouldAllBe(subject => !new FeatureFlag("growing", true, 0).IsEnabledFor(subject));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(90)]
    public void A_percentage_is_that_share_of_the_subjects(double percent)
    {
        foreach (var name in new[] { "a", "b", "new-search", "new-search2" })
        {
            var share = Subjects.Count(new FeatureFlag(name, true, percent).IsEnabledFor) * 100.0 / Subjects.Length;
            share.ShouldBe(percent, 5 * Math.Sqrt(percent * (100 - percent) / Subjects.Length)); // five standard deviations
        }
    }

    [Fact]
    public void Two_flags_choose_apart_from_each_other()
    {
        var (one, two) = (new FeatureFlag("one", true, 50), new FeatureFlag("two", true, 50));
        (Subjects.Count(each => one.IsEnabledFor(each) && two.IsEnabledFor(each)) * 100.0 / Subjects.Length).ShouldBe(25, 2);
    }

    [Fact]
    public void Exclusion_is_stronger_than_targets_and_off_is_stronger_than_all()
    {
        var flag = new FeatureFlag("flag", true, 0) { Targets = ["a", "b"], Excluded = ["b"] };
        flag.IsEnabledFor("a").ShouldBeTrue();
        flag.IsEnabledFor("b").ShouldBeFalse();
        (flag with { Enabled = false }).IsEnabledFor("a").ShouldBeFalse();
        (flag with { Percent = 100 }).IsEnabledFor("b").ShouldBeFalse();
        (flag with { Percent = 100 }).IsOnForAll.ShouldBeTrue();
    }
}
