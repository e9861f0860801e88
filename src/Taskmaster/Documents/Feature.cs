using Taskmaster.Plans;

namespace Taskmaster.Documents;

/// <summary>What a document asks for: a task to be.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Title">One line.</param>
internal sealed record Feature(int Line, string Title)
{
    /// <summary>Null: not said.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Hours of work; null: not said.</summary>
    public decimal? Hours { get; init; }

    /// <summary>Number of its phase as the document writes it; null: not said.</summary>
    public string? Phase { get; init; }

    /// <summary>What is said about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its requirements, a line each.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>What two of the same title have in common.</summary>
    public string Key { get; } = Words.Key(Title);

    /// <summary>Its words, for titles that are the same but for some.</summary>
    public HashSet<string> TitleWords { get; } = Words.Of(Title);
}
