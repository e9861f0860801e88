using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Instants of the query string, with a refusal that names the parameter and its form.</summary>
internal static class QueryTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    /// <summary>Null in <paramref name="time"/>: not given. False: <paramref name="refusal"/> is the answer.</summary>
    internal static bool TryRead(HttpContext http, string name, out DateTimeOffset? time, out IResult? refusal)
    {
        (time, refusal) = (null, null);
        string text = http.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read))
        {
            time = read;
            return true;
        }

        refusal = Problem.Answer(http, StatusCodes.Status400BadRequest, $"{name} must be a time such as 2026-11-21T02:55:20Z.");
        return false;
    }
}
