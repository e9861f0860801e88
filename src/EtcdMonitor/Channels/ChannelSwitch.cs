namespace EtcdMonitor.Channels;

/// <summary>What all channels' options have: a switch, and what else must be given.</summary>
public abstract record ChannelSwitch
{
    /// <summary>Whether the channel is on.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether what it needs first is given: a file that gives it need not switch the channel on too.</summary>
    public abstract bool IsGiven { get; }

    /// <summary>What keeps a channel that is on from working: the key within the channel's section, and what is wrong.</summary>
    public abstract IEnumerable<(string Key, string Problem)> Problems();

    /// <summary>An address that requests go to; counts as a secret, since most receivers put a token into it.</summary>
    private protected static IEnumerable<(string Key, string Problem)> NeedsUrl(string key, Secret? url)
    {
        if (url is null)
        {
            yield return (key, "is needed");
        }
        else if (!Uri.TryCreate(url.Reveal(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return (key, "must be an http or https URL");
        }
    }

    /// <summary>A secret that must be there.</summary>
    private protected static IEnumerable<(string Key, string Problem)> Needs(string key, Secret? secret)
    {
        if (string.IsNullOrWhiteSpace(secret?.Reveal()))
        {
            yield return (key, "is needed");
        }
    }
}
