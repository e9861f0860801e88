using System.Globalization;

namespace EtcdMonitor.Probes;

/// <summary>
/// Whether metrics pages are wanted sooner than their period: members' answers changed, and only the pages tell what the members say of each
/// other, of their disks and of a defragmentation. For 15 s after each change, so that what lasts costs nothing more.
/// </summary>
internal sealed class Suspicion
{
    /// <summary>Pages while there is a suspicion: one a second and member.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(0.9);

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(15);

    /// <summary>Slow answers alone come and go on a busy host: not sooner than this after the last time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    /// <summary>A linearizable read takes a few milliseconds, and as long as an fsync of the leader when its disk is slow.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private string? _picture;
    private bool _slow;
    private DateTimeOffset _until;
    private DateTimeOffset _slowSince = DateTimeOffset.MinValue;

    /// <summary>Takes note of a round.</summary>
    public void Look(IEnumerable<MemberAnswers> answers, DateTimeOffset now)
    {
        MemberAnswers[] members = [.. answers];
        string picture = string.Join(';', members.Select(Health));
        bool slow = members.Any(m => m.Read is { Ok: true } read && read.Took > Slow);
        if (_picture is not null && picture != _picture)
        {
            _until = now + Burst;
        }
        else if (slow && !_slow && now - _slowSince > Rest)
        {
            (_until, _slowSince) = (now + Burst, now);
        }

        (_picture, _slow) = (picture, slow);
    }

    /// <summary>Whether pages are wanted each <see cref="Period"/>.</summary>
    public bool Holds(DateTimeOffset now) => now < _until;

    private static string Health(MemberAnswers member) => string.Create(
        CultureInfo.InvariantCulture, $"{member.Endpoint} {member.Status.Failure?.Kind} {member.Read?.Failure?.Kind} {member.Status.Value?.Leader} {member.Status.Value?.RaftTerm}");
}
