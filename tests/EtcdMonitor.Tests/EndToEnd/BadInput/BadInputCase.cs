using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Tests.EndToEnd.BadInput;

/// <summary>Something bad beside a healthy cluster, and how it must show.</summary>
/// <param name="Name">Name of the watched cluster that has it.</param>
/// <param name="Bad">The endpoint.</param>
/// <param name="Failure">Its class.</param>
/// <param name="Words">What a person reads.</param>
/// <param name="Step">What a person is told to do.</param>
/// <param name="Change">What else the configuration says.</param>
internal sealed record BadInputCase(string Name, string Bad, EtcdFailure Failure, string Words, string Step, Func<ClusterOptions, ClusterOptions>? Change = null)
{
    /// <summary>Whether only its metrics page is bad.</summary>
    public bool IsPage { get; init; }
}
