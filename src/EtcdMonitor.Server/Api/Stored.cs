using EtcdMonitor.Storage;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Changes that are answered only once they are on the disk.</summary>
internal static class Stored
{
    /// <summary>The answer of the change, or the problem that the storage has.</summary>
    internal static async Task<IResult> AnswerAsync(HttpContext http, Func<Task<IResult>> change)
    {
        try
        {
            return await change();
        }
        catch (StorageException e)
        {
            return Problem.Answer(http, StatusCodes.Status503ServiceUnavailable, char.ToUpperInvariant(e.Message[0]) + e.Message[1..] + ".");
        }
    }

    /// <summary>Everything that is wrong with a request, in one sentence.</summary>
    internal static IResult Refuse(HttpContext http, IReadOnlyCollection<string> problems) =>
        Problem.Answer(http, StatusCodes.Status400BadRequest, string.Join("; ", problems) + (problems.Last().EndsWith('?') ? "" : "."));
}
