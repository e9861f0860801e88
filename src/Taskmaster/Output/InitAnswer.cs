using Taskmaster.Documents;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>What <c>init</c> did, for programs.</summary>
/// <param name="Source">The document.</param>
/// <param name="File">The plan.</param>
/// <param name="Written">False: it was only tried.</param>
/// <param name="Summary">How large the plan is.</param>
/// <param name="Kept">Tasks of the plan before that are in it still; null: there was none.</param>
/// <param name="Changes">What differs from the plan before.</param>
/// <param name="Estimated">Tasks whose hours are ours, since the document says none.</param>
/// <param name="Skipped">Parts of the document that no task was made of.</param>
internal sealed record InitAnswer(
    string Source, string File, bool Written, Summary Summary, int? Kept, IReadOnlyList<PlanChange> Changes, int Estimated, IReadOnlyList<Skipped> Skipped);
