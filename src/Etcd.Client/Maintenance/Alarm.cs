namespace Etcd.Client;

/// <summary>An alarm that a member has raised.</summary>
/// <param name="Member">Who raised it.</param>
/// <param name="Type">What about.</param>
public readonly record struct Alarm(MemberId Member, AlarmType Type);

/// <summary>What an alarm is about.</summary>
public enum AlarmType
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The space quota is used up: etcd takes no writes, and checks no permissions.</summary>
    NoSpace,

    /// <summary>The member's data differs from the others'.</summary>
    Corrupt,
}
