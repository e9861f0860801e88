namespace EtcdMonitor.Cli.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Origin">Where it stands.</param>
/// <param name="Key">Path of the key, such as <c>api.port</c>; empty: the file as a whole.</param>
/// <param name="What">What is wrong, in words that follow the key.</param>
/// <param name="Advice">What to do, without a capital; null: obvious.</param>
internal sealed record Problem(Origin Origin, string Key, string What, string? Advice = null)
{
    /// <summary>What could not be done, such as <c>cannot read ca.crt</c>, when <see cref="What"/> is only the reason.</summary>
    public string? Act { get; init; }

    /// <summary>Written on a line of its own, as <c>file:line:column  key: what, what to do</c>; null: it is about a flag or the environment.</summary>
    public string? Place => Origin.Kind == OriginKind.File ? $"{Origin.Name}:{Origin.Line}:{Origin.Column}" : null;

    /// <summary>The part after the place.</summary>
    public string InFile => (Key.Length == 0 ? "" : Key + ": ") + (Act is null ? "" : Act + ", ") + What + (Advice is null ? "" : ", " + Advice);

    /// <summary>As an error of the command line, after the program's name.</summary>
    public string OnCommandLine
    {
        get
        {
            string subject = Origin.Kind switch
            {
                OriginKind.Environment => Origin.Name + ": ",
                OriginKind.Flag => Origin.Name + " ",
                _ => "",
            };
            string advice = Advice is null ? "" : ". " + char.ToUpperInvariant(Advice[0]) + Advice[1..];
            return Act is null ? $"{subject}{What}{advice}" : $"{Act} ({Origin.Name}), {What}{advice}";
        }
    }
}
