namespace Etcd.Patterns;

/// <summary>What follows when a round of a <see cref="LeaderTask"/> fails.</summary>
public enum OnTaskError
{
    /// <summary>A warning in the client's log; the next round comes at its time.</summary>
    Continue,

    /// <summary>A warning in the client's log; the next in line leads, and we stand again after an interval.</summary>
    Resign,

    /// <summary>The leadership is resigned and the error comes out of <see cref="LeaderTask.RunAsync"/>.</summary>
    Throw,
}
