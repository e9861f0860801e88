using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EtcdMonitor.Server.Api;

/// <summary>The body of a request, with a refusal that says what is wrong with it.</summary>
internal static class JsonBody
{
    /// <summary>More than any request of ours needs.</summary>
    private const long Most = 64 * 1024;

    /// <summary>The value, or the answer that refuses. A body that is missing counts as an object without fields.</summary>
    internal static async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true } || http.Request.ContentLength == 0)
        {
            return (JsonSerializer.Deserialize("{}", type), null);
        }

        if (!http.Request.HasJsonContentType())
        {
            return (null, Problem.Answer(http, StatusCodes.Status415UnsupportedMediaType, "The body is to be JSON, with Content-Type: application/json."));
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Most;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) is { } value
                ? (value, null)
                : (null, Problem.Answer(http, StatusCodes.Status400BadRequest, "The body is null where an object is to be."));
        }
        catch (JsonException e)
        {
            string where = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at {e.Path}";
            return (null, Problem.Answer(http, StatusCodes.Status400BadRequest, $"The body is not the JSON that is asked for{where}, line {(e.LineNumber ?? 0) + 1}."));
        }
    }
}
