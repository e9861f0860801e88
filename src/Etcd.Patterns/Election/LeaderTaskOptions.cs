namespace Etcd.Patterns;

/// <summary>How a <see cref="LeaderTask"/> runs. Copied when a task is made of it.</summary>
public sealed record LeaderTaskOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1); // what a timer takes

    /// <summary>True: the first round starts when we are elected; false: an interval later. True.</summary>
    public bool RunAtOnce { get; set; } = true;

    /// <summary>What follows when a round fails. A cancelled round and a lost leadership are no failures. <see cref="OnTaskError.Continue"/>.</summary>
    public OnTaskError OnError { get; set; } = OnTaskError.Continue;

    internal LeaderTaskOptions Validated(TimeSpan interval)
    {
        List<string> errors = [];
        if (interval < Shortest || interval > Longest)
        {
            errors.Add($"The interval must be between 1 ms and {Longest.Days} days.");
        }
        if (!Enum.IsDefined(OnError))
        {
            errors.Add($"OnError must be Continue, Resign or Throw, not {OnError}.");
        }
        return errors.Count == 0 ? this with { } : throw new ArgumentException(string.Join(' ', errors));
    }
}
