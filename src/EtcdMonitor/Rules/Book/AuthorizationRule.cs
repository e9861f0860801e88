using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Authorization was on and is off: by hand, or by whoever could while NOSPACE had switched off the check of permissions.</summary>
internal sealed class AuthorizationRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("authorization_off", "Whether authorization is on", "Authorization is as it was")
        {
            Unseen = state => state.Auth is null ? "no full check was made yet" : state.Auth.Enabled is null ? state.Auth.Reason ?? "not known" : null,
            Unnoticed = "Authorization that is switched off would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (state.Auth?.SwitchedOffAt is { } since)
        {
            yield return new()
            {
                Rule = "authorization_off",
                Title = "Authorization is off",
                Severity = Severity.Warning,
                Sentence = "Authorization was on and is off: whoever reaches a member reads and changes all",
                Since = since,
                Confirm = 1,
                Evidence = [new("The cluster says that authorization is off", $"seen on before {Words.Time(since)}", null, "auth_status")],
                DoNext = [new("Find out who switched it off: while NOSPACE was raised, any client could"), new("Switch it on again", "etcdctl auth enable")],
            };
        }
    }
}
