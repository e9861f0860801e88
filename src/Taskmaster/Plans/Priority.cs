using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>What comes first. HIGH, MEDIUM and LOW of a document are P0, P1 and P2.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Priority>))]
internal enum Priority
{
    /// <summary>Nothing works without it.</summary>
    P0,

    /// <summary>Needed; the priority of a task that says none.</summary>
    P1,

    /// <summary>Good to have.</summary>
    P2,

    /// <summary>Some day.</summary>
    P3,
}
