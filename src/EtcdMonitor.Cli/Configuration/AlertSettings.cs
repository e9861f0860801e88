using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of alerts and of the channels that they go to.</summary>
internal static class AlertSettings
{
    /// <summary>All of them, in the order of the example file.</summary>
    public static IReadOnlyList<SettingOf<AppOptions>> All { get; } =
    [
        new("alerts.deduplication_window", new DurationKind(TimeSpan.Zero), "an alert is told at most once in this time", o => o.Monitor.Alerts.DeduplicationWindow, (o, v) => o.Monitor.Alerts.DeduplicationWindow = (TimeSpan)v),
        new("alerts.keep_firing_for", new DurationKind(TimeSpan.Zero), "a finding must be gone so long before its alert is over, where its rule does not ask for longer", o => o.Monitor.Alerts.KeepFiringFor, (o, v) => o.Monitor.Alerts.KeepFiringFor = (TimeSpan)v),
        new("alerts.escalation.after", new DurationKind(TimeSpan.Zero), "a critical alert that nobody acknowledged for so long is told to those above; 0s: never", o => o.Monitor.Alerts.EscalateAfter, (o, v) => o.Monitor.Alerts.EscalateAfter = (TimeSpan)v),
        new("alerts.escalation.channels", new TextListKind("CHANNEL,…"), "channels that reach those above; each must be on", o => o.Monitor.Alerts.EscalateTo.ToArray(), (o, v) => o.Monitor.Alerts.EscalateTo = (string[])v) { Sample = "[pagerduty]" },
        new("alerts.watchdog.url", new SecretKind(), "heartbeat to a dead man's switch, http or https", o => o.Monitor.Channels.Watchdog.Url, (o, v) => o.Monitor.Channels.Watchdog.Url = (Secret)v) { FileTwin = "alerts.watchdog.url_file", Sample = "${WATCHDOG_URL}" },
        new("alerts.watchdog.interval", new DurationKind(TimeSpan.FromSeconds(10)), "time between two beats; the switch waits for two at least", o => o.Monitor.Channels.Watchdog.Interval, (o, v) => o.Monitor.Channels.Watchdog.Interval = (TimeSpan)v),
        new("alerts.console.enabled", new SwitchKind(), "alerts as a line each on standard output", o => o.Monitor.Channels.Console.Enabled, (o, v) => o.Monitor.Channels.Console.Enabled = (bool)v),
        new("alerts.webhook.enabled", new SwitchKind(), "alerts as a signed HTTP request; on when a URL is given", o => o.Monitor.Channels.Webhook.Enabled, (o, v) => o.Monitor.Channels.Webhook.Enabled = (bool)v),
        new("alerts.webhook.url", new SecretKind(), "receiver, http or https", o => o.Monitor.Channels.Webhook.Url, (o, v) => o.Monitor.Channels.Webhook.Url = (Secret)v) { FileTwin = "alerts.webhook.url_file", Sample = "${WEBHOOK_URL}" },
        new("alerts.webhook.headers", new MapKind(secret: true), "further request headers", o => o.Monitor.Channels.Webhook.Headers, (o, v) => o.Monitor.Channels.Webhook.Headers = Hide((Dictionary<string, string>)v)) { Sample = "{Authorization: \"${WEBHOOK_AUTHORIZATION}\"}" },
        new("alerts.webhook.secret", new SecretListKind(), "signs each request, whsec_ and base64; a list while it is changed", o => o.Monitor.Channels.Webhook.Secrets, (o, v) => o.Monitor.Channels.Webhook.Secrets = (Secret[])v) { FileTwin = "alerts.webhook.secret_file", Sample = "${WEBHOOK_SECRET}" },

        new("alerts.email.enabled", new SwitchKind(), "alerts by mail; on when a server is given", o => o.Monitor.Channels.Email.Enabled, (o, v) => o.Monitor.Channels.Email.Enabled = (bool)v),
        new("alerts.email.smtp_server", new TextKind("HOST"), "mail server", o => o.Monitor.Channels.Email.SmtpServer, (o, v) => o.Monitor.Channels.Email.SmtpServer = (string)v) { Sample = "smtp.example.org" },
        new("alerts.email.smtp_port", new NumberKind(1, 65535, whole: true), "its port", o => o.Monitor.Channels.Email.SmtpPort, (o, v) => o.Monitor.Channels.Email.SmtpPort = (int)v),
        new("alerts.email.starttls", new SwitchKind(), "insist on STARTTLS: without it nothing is sent", o => o.Monitor.Channels.Email.StartTls, (o, v) => o.Monitor.Channels.Email.StartTls = (bool)v),
        new("alerts.email.from", new TextKind("ADDRESS"), "sender's address", o => o.Monitor.Channels.Email.From, (o, v) => o.Monitor.Channels.Email.From = (string)v) { Sample = "etcd-monitor@example.org" },
        new("alerts.email.to", new TextListKind("ADDRESS,…"), "recipients' addresses", o => o.Monitor.Channels.Email.To, (o, v) => o.Monitor.Channels.Email.To = (string[])v) { Sample = "[oncall@example.org]" },
        new("alerts.email.username", new TextKind("USER"), "user at the mail server", o => o.Monitor.Channels.Email.Username, (o, v) => o.Monitor.Channels.Email.Username = (string)v) { Sample = "etcd-monitor" },
        new("alerts.email.password", new SecretKind(), "its password", o => o.Monitor.Channels.Email.Password, (o, v) => o.Monitor.Channels.Email.Password = (Secret)v) { FileTwin = "alerts.email.password_file", Sample = "${SMTP_PASSWORD}" },

        new("alerts.slack.enabled", new SwitchKind(), "alerts to Slack; on when a URL is given", o => o.Monitor.Channels.Slack.Enabled, (o, v) => o.Monitor.Channels.Slack.Enabled = (bool)v),
        new("alerts.slack.webhook_url", new SecretKind(), "incoming webhook", o => o.Monitor.Channels.Slack.WebhookUrl, (o, v) => o.Monitor.Channels.Slack.WebhookUrl = (Secret)v) { FileTwin = "alerts.slack.webhook_url_file", Sample = "${SLACK_URL}" },
        new("alerts.slack.channel", new TextKind("CHANNEL"), "channel instead of the webhook's own, where it takes one", o => o.Monitor.Channels.Slack.Channel, (o, v) => o.Monitor.Channels.Slack.Channel = (string)v) { Sample = "\"#etcd\"" },
        new("alerts.slack.username", new TextKind("NAME"), "name beside the message, where it takes one", o => o.Monitor.Channels.Slack.Username, (o, v) => o.Monitor.Channels.Slack.Username = (string)v) { Sample = "etcd-monitor" },

        new("alerts.pagerduty.enabled", new SwitchKind(), "incidents in PagerDuty; on when a key is given", o => o.Monitor.Channels.PagerDuty.Enabled, (o, v) => o.Monitor.Channels.PagerDuty.Enabled = (bool)v),
        new("alerts.pagerduty.integration_key", new SecretKind(), "key of an Events API v2 integration", o => o.Monitor.Channels.PagerDuty.IntegrationKey, (o, v) => o.Monitor.Channels.PagerDuty.IntegrationKey = (Secret)v) { FileTwin = "alerts.pagerduty.integration_key_file", Sample = "${PAGERDUTY_KEY}" },
        new("alerts.pagerduty.url", new TextKind("URL"), "where events go", o => o.Monitor.Channels.PagerDuty.Url, (o, v) => o.Monitor.Channels.PagerDuty.Url = (string)v),

        new("alerts.opsgenie.enabled", new SwitchKind(), "alerts in Opsgenie; on when a key is given", o => o.Monitor.Channels.Opsgenie.Enabled, (o, v) => o.Monitor.Channels.Opsgenie.Enabled = (bool)v),
        new("alerts.opsgenie.api_key", new SecretKind(), "key of an API integration", o => o.Monitor.Channels.Opsgenie.ApiKey, (o, v) => o.Monitor.Channels.Opsgenie.ApiKey = (Secret)v) { FileTwin = "alerts.opsgenie.api_key_file", Sample = "${OPSGENIE_KEY}" },
        new("alerts.opsgenie.url", new TextKind("URL"), "https://api.eu.opsgenie.com for accounts in the EU", o => o.Monitor.Channels.Opsgenie.Url, (o, v) => o.Monitor.Channels.Opsgenie.Url = (string)v),

        new("alerts.teams.enabled", new SwitchKind(), "alerts to Microsoft Teams; on when a URL is given", o => o.Monitor.Channels.Teams.Enabled, (o, v) => o.Monitor.Channels.Teams.Enabled = (bool)v),
        new("alerts.teams.webhook_url", new SecretKind(), "Workflows webhook", o => o.Monitor.Channels.Teams.WebhookUrl, (o, v) => o.Monitor.Channels.Teams.WebhookUrl = (Secret)v) { FileTwin = "alerts.teams.webhook_url_file", Sample = "${TEAMS_URL}" },

        new("alerts.discord.enabled", new SwitchKind(), "alerts to Discord; on when a URL is given", o => o.Monitor.Channels.Discord.Enabled, (o, v) => o.Monitor.Channels.Discord.Enabled = (bool)v),
        new("alerts.discord.webhook_url", new SecretKind(), "the channel's webhook", o => o.Monitor.Channels.Discord.WebhookUrl, (o, v) => o.Monitor.Channels.Discord.WebhookUrl = (Secret)v) { FileTwin = "alerts.discord.webhook_url_file", Sample = "${DISCORD_URL}" },
        new("alerts.discord.username", new TextKind("NAME"), "name beside the message", o => o.Monitor.Channels.Discord.Username, (o, v) => o.Monitor.Channels.Discord.Username = (string)v) { Sample = "etcd-monitor" },

        new("alerts.telegram.enabled", new SwitchKind(), "alerts to Telegram; on when a token is given", o => o.Monitor.Channels.Telegram.Enabled, (o, v) => o.Monitor.Channels.Telegram.Enabled = (bool)v),
        new("alerts.telegram.bot_token", new SecretKind(), "the bot's token", o => o.Monitor.Channels.Telegram.BotToken, (o, v) => o.Monitor.Channels.Telegram.BotToken = (Secret)v) { FileTwin = "alerts.telegram.bot_token_file", Sample = "${TELEGRAM_TOKEN}" },
        new("alerts.telegram.chat_id", new TextKind("ID"), "chat, group or channel: a number or @name", o => o.Monitor.Channels.Telegram.ChatId, (o, v) => o.Monitor.Channels.Telegram.ChatId = (string)v) { Sample = "\"-1001234567890\"" },
        new("alerts.telegram.url", new TextKind("URL"), "where the Bot API is served", o => o.Monitor.Channels.Telegram.Url, (o, v) => o.Monitor.Channels.Telegram.Url = (string)v),
    ];

    private static Dictionary<string, Secret> Hide(Dictionary<string, string> texts) =>
        texts.ToDictionary(t => t.Key, t => new Secret(t.Value), StringComparer.OrdinalIgnoreCase);
}
