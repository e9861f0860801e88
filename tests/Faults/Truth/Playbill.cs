using Faults.Truth.Scenes;

namespace Faults.Truth;

/// <summary>Every scene.</summary>
internal static class Playbill
{
    public static IReadOnlyList<Scene> All { get; } = [.. ProcessScenes.All, .. NetworkScenes.All, .. DiskScenes.All, .. MemberScenes.All, .. SecurityScenes.All, .. CalmScenes.All, .. ChurnScenes.All];

    /// <summary>The scene of that name.</summary>
    public static Scene Find(string name) => All.Single(scene => scene.Name == name);
}
