using Etcd.Testing;
using EtcdMonitor;

namespace Faults.Truth;

/// <summary>One fault on a real cluster, and what the monitor must and must not say about it.</summary>
/// <param name="Name">For <c>ONLY</c> and the table.</param>
internal sealed record Scene(string Name)
{
    /// <summary>The cluster; the version is filled in.</summary>
    public EtcdClusterOptions Cluster { get; init; } = new() { Members = 3 };

    /// <summary>Etcd's lines that it is shown on.</summary>
    public IReadOnlyList<EtcdVersion> Versions { get; init; } = [EtcdVersion.V34, EtcdVersion.V35];

    /// <summary>Why this machine cannot show it; null: it can.</summary>
    public Func<string?> WhyNot { get; init; } = () => null;

    /// <summary>Changes how the monitor is told of the cluster.</summary>
    public Action<Stage, MonitorOptions> Configure { get; init; } = (_, _) => { };

    /// <summary>What is there before the monitor watches.</summary>
    public Func<Stage, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>The fault; its moment is the end of this, unless the stage was told another by <see cref="Stage.Now"/>.</summary>
    public Func<Stage, Task> InjectAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>True where the fault is there from the start: times count from the monitor's own.</summary>
    public bool Stands { get; init; }

    /// <summary>What must be said; null: that all is well, all the time, unless only pages count.</summary>
    public Expected? Expects { get; init; }

    /// <summary>How much longer the fault lasts after it was named (or told), so that wrong words have time to come.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Ends the fault; null: it has no end here.</summary>
    public Func<Stage, Task>? HealAsync { get; init; }

    /// <summary>How long the monitor has watched before the fault: of what it has seen only just now it believes some things later.</summary>
    public int RoundsBefore { get; init; } = 3;

    /// <summary>Whether data lie on the machine's own disk, not in memory: where the disk's speed belongs to the scene.</summary>
    public bool OnDisk { get; init; }

    /// <summary>Verdicts that would be wrong here.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>Verdicts, besides the expected one, that may be told as critical.</summary>
    public IReadOnlyList<string> MayPage { get; init; } = [];

    /// <summary>Whether anything may be shown, and only critical notifications are held against it.</summary>
    public bool OnlyPagesCount { get; init; }

    /// <summary>A critical notification that was right all the same.</summary>
    public Func<Stage, Record.Page, bool> IsRight { get; init; } = (_, _) => false;

    /// <summary>What is looked at when all is over: complaints, a sentence each.</summary>
    public Func<Stage, IEnumerable<string>> Review { get; init; } = _ => [];

    /// <summary>The longest it may take in all, of so many disturbances.</summary>
    public Func<int, TimeSpan> Limit { get; init; } = _ => TimeSpan.FromMinutes(8);

    /// <summary>Its part of what the machine can do at once.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Waits for a verdict whose rule is still to come.</summary>
    public bool IsNotYet => Expects is { Giver: null };
}
