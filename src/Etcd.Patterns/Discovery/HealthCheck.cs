namespace Etcd.Patterns;

/// <summary>
/// How a process finds out whether its instance is well; the verdict stands in the registry with the instance. It runs in the process that
/// registers, at once and then at each interval. Copied when an instance is registered with it. Derive from it for a check of your own.
/// </summary>
public abstract class HealthCheck
{
    /// <summary>From one check to the next. 10 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one check may take; longer counts as failed. 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So many failures in a row make the instance unhealthy; one pass makes it healthy. 3.</summary>
    public int FailuresToUnhealthy { get; set; } = 3;

    /// <summary>Passes when the instance's address and port accept a connection.</summary>
    public static HealthCheck Tcp() => new TcpHealthCheck();

    /// <summary>Passes when a GET answers 2xx; redirects are not followed.</summary>
    /// <param name="path">A path on the instance's address and port, such as <c>/healthz</c>; or a whole <c>http</c> or <c>https</c> address.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static HealthCheck Http(string path) => new HttpHealthCheck(path);

    /// <summary>Passes when the delegate returns true. One that throws has failed. Its token fires after <see cref="Timeout"/>, and when the instance is given up.</summary>
    public static HealthCheck Custom(Func<CancellationToken, ValueTask<bool>> check) => new CustomHealthCheck(check);

    /// <summary>One check. False, or an exception, whose message goes into the log: failed.</summary>
    /// <param name="instance">The instance as it is registered.</param>
    /// <param name="cancellationToken">Fires after <see cref="Timeout"/>, and when the instance is given up. A check that goes on all the same is not waited for, and has failed until it returns.</param>
    public abstract ValueTask<bool> IsHealthyAsync(ServiceInstance instance, CancellationToken cancellationToken);

    /// <summary>A copy that nobody else can change.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names all that do not.</exception>
    internal HealthCheck Validated()
    {
        List<string> errors = [];
        if (Interval <= TimeSpan.Zero)
        {
            errors.Add("Interval must be longer than 0.");
        }
        if (Timeout <= TimeSpan.Zero)
        {
            errors.Add("Timeout must be longer than 0.");
        }
        if (FailuresToUnhealthy < 1)
        {
            errors.Add("FailuresToUnhealthy must be 1 or more.");
        }
        return errors.Count == 0 ? (HealthCheck)MemberwiseClone() : throw new ArgumentException(string.Join(' ', errors));
    }
}
