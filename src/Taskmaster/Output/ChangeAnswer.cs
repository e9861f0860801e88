using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>What a change did, for programs.</summary>
/// <param name="Task">The task as it is now.</param>
/// <param name="Changes">What was written into the history; empty: nothing had to change.</param>
internal sealed record ChangeAnswer(PlanTask Task, IReadOnlyList<Entry> Changes);
