using EtcdMonitor.Channels.Console;
using EtcdMonitor.Channels.Discord;
using EtcdMonitor.Channels.Email;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Channels.Opsgenie;
using EtcdMonitor.Channels.PagerDuty;
using EtcdMonitor.Channels.Slack;
using EtcdMonitor.Channels.Teams;
using EtcdMonitor.Channels.Telegram;
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

    /// <summary>Mail by SMTP.</summary>
    public EmailOptions Email { get; set; } = new();

    /// <summary>Messages to Slack.</summary>
    public SlackOptions Slack { get; set; } = new();

    /// <summary>Incidents in PagerDuty.</summary>
    public PagerDutyOptions PagerDuty { get; set; } = new();

    /// <summary>Alerts in Opsgenie.</summary>
    public OpsgenieOptions Opsgenie { get; set; } = new();

    /// <summary>Cards to Microsoft Teams.</summary>
    public TeamsOptions Teams { get; set; } = new();

    /// <summary>Messages to Discord.</summary>
    public DiscordOptions Discord { get; set; } = new();

    /// <summary>Messages to Telegram.</summary>
    public TelegramOptions Telegram { get; set; } = new();

    /// <summary>Heartbeat to a dead man's switch.</summary>
    public WatchdogOptions Watchdog { get; set; } = new();

    /// <summary>All of them by name, as the outbox and the configuration file call them.</summary>
    public IReadOnlyList<(string Name, ChannelSwitch Options)> All =>
    [
        ("console", Console), ("webhook", Webhook), ("email", Email), ("slack", Slack), ("pagerduty", PagerDuty),
        ("opsgenie", Opsgenie), ("teams", Teams), ("discord", Discord), ("telegram", Telegram),
    ];

    /// <summary>Names of the channels that are on.</summary>
    public IEnumerable<string> On => All.Where(channel => channel.Options.Enabled).Select(channel => channel.Name);
}
