using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Whole numbers of the query string, with a refusal that names the parameter and its bounds.</summary>
internal static class QueryNumber
{
    /// <summary>Null in <paramref name="number"/>: not given. False: <paramref name="refusal"/> is the answer.</summary>
    internal static bool TryRead(HttpContext http, string name, long least, long most, out long? number, out IResult? refusal)
    {
        number = null;
        refusal = null;
        string? text = http.Request.Query[name];
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long read) && read >= least && read <= most)
        {
            number = read;
            return true;
        }

        refusal = Problem.Answer(http, StatusCodes.Status400BadRequest, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}."));
        return false;
    }
}
