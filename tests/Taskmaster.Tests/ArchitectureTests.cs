using Taskmaster.Plans;

namespace Taskmaster.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_program_needs_the_framework_and_nothing_else() =>
        typeof(Plan).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives").ShouldBeEmpty();

    [Fact]
    public void It_offers_no_public_type_of_its_own() => typeof(Plan).Assembly.GetExportedTypes().Where(t => t.Namespace!.StartsWith("Taskmaster", StringComparison.Ordinal)).ShouldBeEmpty();
}
