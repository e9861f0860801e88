using Xunit.Sdk;

namespace Etcd.Tests.Testing;

public sealed class RequirementsTests
{
    [Fact]
    public void What_is_missing_skips_a_test_on_a_desk_and_fails_it_in_CI()
    {
        Requirements.None(obstacle: null, ci: "true");
        Requirements.None(obstacle: null, ci: null);
        Should.Throw<SkipException>(() => Requirements.None("no etcd", ci: null)).Message.ShouldContain("no etcd");
        Should.Throw<FalseException>(() => Requirements.None("no etcd", ci: "true")).Message.ShouldContain("no etcd");
    }
}
