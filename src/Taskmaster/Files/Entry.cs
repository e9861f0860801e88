namespace Taskmaster.Files;

/// <summary>A change that was made.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Id">Task or subtask; null: the plan.</param>
/// <param name="Change"><c>status</c>, <c>assignee</c>, <c>plan</c> or <c>dropped</c>.</param>
/// <param name="From">What was; null: nothing.</param>
/// <param name="To">What is; null: nothing.</param>
/// <param name="Note">Why, in the words of whoever did it; null: not said.</param>
/// <param name="By">The user of the operating system; null: not known.</param>
internal sealed record Entry(DateTimeOffset At, string? Id, string Change, string? From, string? To, string? Note, string? By);
