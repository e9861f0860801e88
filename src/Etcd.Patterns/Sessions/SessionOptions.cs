namespace Etcd.Patterns;

/// <summary>How a session lives. Copied when a session is made of it.</summary>
public sealed record SessionOptions
{
    /// <summary>How long what the session owns outlives a crash of this process; whole seconds, rounded up. Others take over within 2 × this + 2 s. 15 s.</summary>
    public TimeSpan Ttl { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a dispose waits for etcd before it leaves the rest to the background. 2 s.</summary>
    public TimeSpan ReleaseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Who we are, for people: the value of the keys that the session makes. Default: machine and process id.</summary>
    public string? Owner { get; set; }

    internal SessionOptions Validated()
    {
        List<string> errors = [];
        if (Ttl <= TimeSpan.Zero)
        {
            errors.Add("Ttl must be longer than 0.");
        }
        if (ReleaseTimeout <= TimeSpan.Zero)
        {
            errors.Add("ReleaseTimeout must be longer than 0.");
        }
        return errors.Count == 0
            ? this with { Owner = Owner ?? $"{Environment.MachineName}/{Environment.ProcessId}" }
            : throw new ArgumentException(string.Join(' ', errors));
    }
}
