namespace Taskmaster.Plans;

/// <summary>How a plan differs from the one before.</summary>
/// <param name="Mark"><c>+</c> new, <c>~</c> changed, <c>-</c> gone.</param>
/// <param name="Id">The task.</param>
/// <param name="Title">Its title.</param>
/// <param name="What">What is new, changed or lost.</param>
internal sealed record PlanChange(string Mark, string Id, string Title, string What);
