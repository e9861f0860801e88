namespace Taskmaster.Documents;

/// <summary>A part of a document that no task was made of.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Text">What it says, cut to a line.</param>
/// <param name="Reason">Why, in a few words that are the same for all like it.</param>
internal sealed record Skipped(int Line, string Text, string Reason);
