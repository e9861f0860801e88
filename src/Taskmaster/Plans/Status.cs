using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>Where a task, a subtask or a phase stands.</summary>
[JsonConverter(typeof(StatusConverter))]
internal enum Status
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>Finished.</summary>
    Completed,

    /// <summary>It cannot go on.</summary>
    Blocked,
}
