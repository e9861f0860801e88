namespace EtcdMonitor.Clusters;

/// <summary>One endpoint to ask.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="IsLearner">Whether the list says that it is a learner, which refuses most questions and every user; null: the list does not know it.</param>
/// <param name="Seldom">It is a second address of a member that is asked elsewhere: once in a full check is enough to see that it still is.</param>
internal sealed record Target(string Endpoint, bool? IsLearner = null, bool Seldom = false);
