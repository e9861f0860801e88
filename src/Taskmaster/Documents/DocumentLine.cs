namespace Taskmaster.Documents;

/// <summary>A line of a document, with the lines that it goes on in.</summary>
/// <param name="Number">Where it begins; the first is 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Depth">Level of a heading, indent of a bullet.</param>
/// <param name="Text">What it says, as it was written, without the marks of its kind.</param>
/// <param name="Label">Id or name before the text; empty: none.</param>
internal sealed record DocumentLine(int Number, LineKind Kind, int Depth, string Text, string Label = "");
