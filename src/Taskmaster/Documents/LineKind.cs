namespace Taskmaster.Documents;

/// <summary>What a line of a document is.</summary>
internal enum LineKind
{
    /// <summary>A heading; its depth is its level.</summary>
    Heading,

    /// <summary>A point of a list; its depth is its indent.</summary>
    Bullet,

    /// <summary><c>**TASK_001** [HIGH]: …</c>; the label is the id.</summary>
    Task,

    /// <summary><c>REQ-001: …</c>; the label is the id.</summary>
    Requirement,

    /// <summary><c>**Priority:** P0</c>; the label is the name in small letters.</summary>
    Field,

    /// <summary>Prose.</summary>
    Text,
}
