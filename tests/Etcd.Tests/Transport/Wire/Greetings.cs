using System.Text;

namespace Etcd.Tests.Transport.Wire;

/// <summary>How a <see cref="WireServer"/> may receive a connection.</summary>
internal static class Greetings
{
    /// <summary>As a server should.</summary>
    public static Func<WireConnection, Task<bool>> Good { get; } = With();

    /// <summary>With these settings.</summary>
    public static Func<WireConnection, Task<bool>> With(params (int Id, int Value)[] settings) => async connection =>
    {
        await connection.PrefaceAsync();
        await connection.SendAsync(Frame.Settings(settings));
        return true;
    };

    /// <summary>With these bytes in place of HTTP/2.</summary>
    public static Func<WireConnection, Task<bool>> Saying(string bytes) => async connection =>
    {
        await connection.PrefaceAsync();
        await connection.SendAsync(Encoding.Latin1.GetBytes(bytes));
        await connection.HangUpAsync();
        return false;
    };
}
