namespace Etcd.Testing;

/// <summary>
/// What is open now, to be compared with what is open later. More than before is a leak; less is not. Handles and
/// threads are read from <c>/proc</c>: Linux only, elsewhere they count as none.
/// </summary>
public sealed class LeakCheck
{
    private readonly EtcdCluster[] _clusters;
    private readonly LeakScope _scope;
    private IReadOnlyList<string> _before = [];

    private LeakCheck(LeakScope scope, EtcdCluster[] clusters) => (_scope, _clusters) = (scope, clusters);

    /// <summary>Takes the first look.</summary>
    /// <param name="scope">What to count.</param>
    /// <param name="clusters">Whose leases to count; they must still run at the second look.</param>
    public static async Task<LeakCheck> StartAsync(LeakScope scope, params EtcdCluster[] clusters)
    {
        var check = new LeakCheck(scope, clusters);
        check._before = await check.LookAsync(CancellationToken.None).ConfigureAwait(false);
        return check;
    }

    /// <summary>Takes the second look, again and again until nothing is more than at the first.</summary>
    /// <param name="deadline">How long what is closing may take; null: 10 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Something is left; the message names each thing.</exception>
    public async Task AssertNothingLeftAsync(TimeSpan? deadline = null, CancellationToken cancellationToken = default)
        => await Eventually.GetAsync(
            async token => Surplus(_before, await LookAsync(token).ConfigureAwait(false)),
            surplus => surplus.Count == 0,
            "nothing more is open than at the start of the leak check",
            deadline,
            surplus => "\n" + string.Join('\n', surplus),
            cancellationToken).ConfigureAwait(false);

    private static List<string> Surplus(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var had = before.CountBy(each => each, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. now.CountBy(each => each, StringComparer.Ordinal)
            .Where(each => each.Value > had.GetValueOrDefault(each.Key))
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => $"+ {each.Value - had.GetValueOrDefault(each.Key)} × {each.Key} (was {had.GetValueOrDefault(each.Key)}, is {each.Value})")];
    }

    private static IEnumerable<string> Handles()
        => Entries("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>()
            .Where(target => Path.GetExtension(target) is not (".dll" or ".pdb")) // an assembly is loaded at its first use, its symbols at the first stack trace, and both stay
            .Select(target => "handle " + Kind(target));

    // "socket:[4711]" is a socket like any other; a file is the file it is
    private static string Kind(string target) => target.IndexOf(":[", StringComparison.Ordinal) is >= 0 and var end ? target[..end] : target;

    private static IEnumerable<string> Threads()
        => Entries("/proc/self/task").Select(Name).OfType<string>().Where(name => !name.StartsWith(".NET ", StringComparison.Ordinal)).Select(name => "thread " + name);

    private static string? Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }

    private static string[] Entries(string folder) => Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : [];

    private async ValueTask<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken)
    {
        List<string> seen = [];
        if (_scope.HasFlag(LeakScope.Leases))
        {
            foreach (var cluster in _clusters)
            {
                await using var connection = cluster.Members.First(member => member is { IsRunning: true, IsFrozen: false, IsLearner: false }).Connect();
                seen.AddRange((await connection.Leases.ListAsync(cancellationToken).ConfigureAwait(false)).Select(lease => $"lease {lease}"));
            }
        }
        if (_scope.HasFlag(LeakScope.Processes))
        {
            seen.AddRange(ChildProcess.Alive().Select(process => "process " + process));
        }
        if (_scope.HasFlag(LeakScope.Handles))
        {
            seen.AddRange(Handles());
        }
        if (_scope.HasFlag(LeakScope.Threads))
        {
            seen.AddRange(Threads());
        }
        return seen;
    }
}
