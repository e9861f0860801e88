using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Page;

/// <summary>One embedded file of the dashboard, with its hash as ETag and its compressed form.</summary>
internal sealed class DashboardFile
{
    private readonly byte[] _plain;
    private readonly Lazy<byte[]?> _brotli;
    private readonly string _type;
    private readonly string _tag;

    internal DashboardFile(byte[] content, string type)
    {
        _plain = content;
        _type = type;
        _tag = '"' + Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 10)) + '"';
        _brotli = new Lazy<byte[]?>(() => type.StartsWith("font/", StringComparison.Ordinal) ? null : Compress(content));
    }

    /// <summary>Sends it, or only that the browser's copy is good. A browser asks each time, so that an updated monitor never runs with an old page.</summary>
    internal async Task WriteAsync(HttpContext http, int status = StatusCodes.Status200OK)
    {
        HttpResponse response = http.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = _tag;
        response.Headers.Vary = "Accept-Encoding";
        if (status == StatusCodes.Status200OK && http.Request.Headers.IfNoneMatch.Any(t => t is not null && t.Contains(_tag, StringComparison.Ordinal)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool brotli = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal) && _brotli.Value is not null;
        byte[] body = brotli ? _brotli.Value! : _plain;
        if (brotli)
        {
            response.Headers.ContentEncoding = "br";
        }

        response.StatusCode = status;
        response.ContentType = _type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream target = new();
        using (BrotliStream brotli = new(target, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return target.ToArray();
    }
}
