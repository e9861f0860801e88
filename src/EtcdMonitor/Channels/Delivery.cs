namespace EtcdMonitor.Channels;

/// <summary>How an attempt ended.</summary>
/// <param name="Outcome">What to do with the notice.</param>
/// <param name="Error">What the receiver or the network said; null: it took it.</param>
/// <param name="RetryAfter">How long the receiver asks to wait.</param>
internal readonly record struct Delivery(DeliveryOutcome Outcome, string? Error = null, TimeSpan? RetryAfter = null)
{
    public static Delivery Sent => new(DeliveryOutcome.Sent);

    /// <summary>Some of those that it is for have it: sending it again would tell them twice.</summary>
    public static Delivery SentInPart(string error) => new(DeliveryOutcome.Sent, error);

    public static Delivery Retry(string error, TimeSpan? after = null) => new(DeliveryOutcome.Retry, error, after);

    /// <summary>It may have arrived, or not.</summary>
    public static Delivery NoAnswer(string error) => new(DeliveryOutcome.Retry, error) { IsUnsure = true };

    public static Delivery Refused(string error) => new(DeliveryOutcome.Refused, error);

    public static Delivery Gone(string error) => new(DeliveryOutcome.Refused, error) { IsGone = true };

    /// <summary>Whether the receiver may have taken it all the same.</summary>
    public bool IsUnsure { get; private init; }

    /// <summary>Whether the receiver says that it will never take anything again.</summary>
    public bool IsGone { get; private init; }
}

/// <summary>What to do with a notice after an attempt.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The receiver took it.</summary>
    Sent,

    /// <summary>Try again: network, 408, 425, 429, 5xx.</summary>
    Retry,

    /// <summary>Trying again would change nothing: any other 4xx.</summary>
    Refused,
}
