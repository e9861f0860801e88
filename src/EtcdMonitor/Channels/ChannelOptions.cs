using EtcdMonitor.Channels.Console;
using EtcdMonitor.Channels.Webhook;

namespace EtcdMonitor.Channels;

/// <summary>Where notifications go.</summary>
public sealed record ChannelOptions
{
    /// <summary>Where people find the dashboard, for the links in notices.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>Standard output.</summary>
    public ConsoleOptions Console { get; set; } = new();

    /// <summary>A signed HTTP request.</summary>
    public WebhookOptions Webhook { get; set; } = new();
}
