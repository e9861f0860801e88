using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EtcdMonitor.Channels.Webhook;

/// <summary>Signs as Standard Webhooks: HMAC-SHA256 over <c>id.timestamp.body</c>, one signature per secret.</summary>
/// <remarks>Specification: standardwebhooks.com, "Symmetric".</remarks>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The secret's bytes; null: it is no base64 behind an optional <c>whsec_</c>.</summary>
    public static byte[]? Key(Secret secret)
    {
        string text = secret.Reveal();
        text = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) && length > 0 ? key[..length] : null;
    }

    /// <summary>The three headers of a request.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(string id, DateTimeOffset now, byte[] body, IEnumerable<byte[]> keys)
    {
        string timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        string signatures = string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
        yield return ("webhook-id", id);
        yield return ("webhook-timestamp", timestamp);
        if (signatures.Length > 0)
        {
            yield return ("webhook-signature", signatures);
        }
    }
}
