using System.Globalization;
using System.Runtime.CompilerServices;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Demo;

/// <summary>What can be done to the demo's members.</summary>
/// <param name="cluster">The members.</param>
/// <param name="stop">Ends the demo.</param>
internal sealed class DemoActions(EtcdCluster cluster, Action stop)
{
    /// <summary>Does it; a line for each step, and what the monitor will make of it.</summary>
    public async IAsyncEnumerable<DemoReply> HandleAsync(DemoRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<DemoReply> steps = request.Action switch
        {
            "kill" => OnMemberAsync(request, Kill, cancellationToken),
            "freeze" => OnMemberAsync(request, Freeze, cancellationToken),
            "thaw" => OnMemberAsync(request, Thaw, cancellationToken),
            "fill" => Guarded(new DemoFill(cluster).RunAsync(cancellationToken), cancellationToken),
            "heal" => Guarded(new DemoHeal(cluster).RunAsync(cancellationToken), cancellationToken),
            "stop" => Stop(),
            _ => Nothing(),
        };
        await foreach (DemoReply reply in steps.WithCancellation(cancellationToken))
        {
            yield return reply;
        }
    }

    private async IAsyncEnumerable<DemoReply> OnMemberAsync(DemoRequest request, Func<EtcdMember, DemoReply> act, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string name = request.Member ?? "leader";
        EtcdMember? member = cluster.Members.FirstOrDefault(m => m.Name == name);
        if (member is null && name == "leader")
        {
            member = await LeaderAsync(cancellationToken);
            yield return member is null ? new DemoReply("nobody leads now", ExitCode.Failed, "Bring the members back:  etcd-monitor demo heal") : act(member);
            yield break;
        }

        if (member is null)
        {
            string[] names = [.. cluster.Members.Select(m => m.Name), "leader"];
            string? near = Suggestion.Nearest(name, names);
            yield return new DemoReply($"no member {name} in the demo", ExitCode.Usage, near is null ? $"Known: {string.Join(", ", names)}" : $"Did you mean {near}?");
            yield break;
        }

        yield return act(member);
    }

    private DemoReply Kill(EtcdMember member)
    {
        if (member.ProcessId is not { } id)
        {
            return new DemoReply($"{member.Name} is dead already", ExitCode.Failed, "Bring it back:  etcd-monitor demo heal");
        }

        member.Kill();
        return new DemoReply(string.Create(CultureInfo.InvariantCulture, $"{member.Name} is killed, pid {id}. {Outlook("down")}"));
    }

    private DemoReply Freeze(EtcdMember member)
    {
        if (!member.IsRunning || member.IsFrozen)
        {
            return new DemoReply($"{member.Name} {(member.IsFrozen ? "is frozen already" : "is dead")}", ExitCode.Failed, "Bring it back:  etcd-monitor demo heal");
        }

        member.Freeze();
        return new DemoReply($"{member.Name} is frozen: it accepts connections and answers nothing. {Outlook("silent")}");
    }

    private static DemoReply Thaw(EtcdMember member)
    {
        if (!member.IsFrozen)
        {
            return new DemoReply($"{member.Name} is not frozen", ExitCode.Failed);
        }

        member.Thaw();
        return new DemoReply($"{member.Name} goes on");
    }

    /// <summary>What the members that are left mean.</summary>
    private string Outlook(string seen)
    {
        int left = cluster.Members.Count(m => m.IsRunning && !m.IsFrozen);
        int quorum = (cluster.Members.Count / 2) + 1;
        return left >= quorum
            ? $"Seen as {seen} within 5 s; {left} of {cluster.Members.Count} are left, {(left == quorum ? "one more would cost the quorum" : "the quorum holds")}"
            : $"{left} of {cluster.Members.Count} are left, {quorum} are needed: no write succeeds, critical within 5 s. Back:  etcd-monitor demo heal";
    }

    private async Task<EtcdMember?> LeaderAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(3)); // an election takes about one
        try
        {
            return await cluster.LeaderAsync(patience.Token);
        }
        catch (Exception e) when (e is EtcdClusterException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>What goes wrong on the way is told to who asked.</summary>
    private static async IAsyncEnumerable<DemoReply> Guarded(IAsyncEnumerable<string> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<string> each = steps.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            DemoReply? reply;
            try
            {
                reply = await each.MoveNextAsync() ? new DemoReply(each.Current) : null;
            }
            catch (Exception e) when (e is EtcdException or EtcdClusterException)
            {
                reply = new DemoReply(e.Message.TrimEnd('.').Split('\n')[0], ExitCode.Failed);
            }

            if (reply is null)
            {
                yield break;
            }

            yield return reply;
            if (reply.Exit is not null)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<DemoReply> Stop()
    {
        yield return new DemoReply("The demo stops, its members and its data go");
        yield return new DemoReply("", ExitCode.Ok);
        stop();
        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<DemoReply> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }
}
