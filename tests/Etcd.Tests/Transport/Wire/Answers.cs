namespace Etcd.Tests.Transport.Wire;

/// <summary>How a <see cref="WireServer"/> may answer a call.</summary>
internal static class Answers
{
    /// <summary>As etcd would: headers, an empty message, the status.</summary>
    public static Func<WireCall, Task> Good { get; } = async call =>
    {
        await call.MessageAsync();
        await call.RespondAsync();
        await call.SendMessageAsync();
        await call.EndAsync();
    };

    /// <summary>After the whole request.</summary>
    public static Func<WireCall, Task> After(Func<WireCall, Task> answer) => async call =>
    {
        await call.Completed;
        await answer(call);
    };
}
