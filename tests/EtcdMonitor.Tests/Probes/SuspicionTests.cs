using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Probes;

public sealed class SuspicionTests
{
    private readonly Suspicion _suspicion = new();
    private readonly Rounds _rounds = new();

    [Fact]
    public void What_is_first_seen_and_what_stays_is_no_suspicion()
    {
        _rounds.Down(2);
        Look(0).ShouldBeFalse();
        Look(1).ShouldBeFalse();
    }

    [Theory]
    [InlineData("down")]
    [InlineData("serves nothing")]
    [InlineData("another leader")]
    [InlineData("another term")]
    public void A_change_wants_pages_for_fifteen_seconds(string change)
    {
        Look(0);
        _ = change switch
        {
            "down" => _rounds.Down(2, EtcdFailure.Timeout),
            "serves nothing" => _rounds.NotServing(2),
            "another leader" => _rounds.Says(2, 2, 1),
            _ => _rounds.Says(2, 3, 0),
        };

        Look(1).ShouldBeTrue();
        Look(15).ShouldBeTrue();
        Look(16).ShouldBeFalse("what lasts costs nothing more");
        _rounds.Up(2).SaysAsAll(2);
        Look(17).ShouldBeTrue("so does its end");
    }

    [Fact]
    public void Slow_reads_want_pages_once_a_minute()
    {
        Look(0);
        _rounds.ReadTook = TimeSpan.FromMilliseconds(101);
        Look(1).ShouldBeTrue();
        _rounds.ReadTook = TimeSpan.FromMilliseconds(100);
        Look(20).ShouldBeFalse();
        _rounds.ReadTook = TimeSpan.FromMilliseconds(500);
        Look(30).ShouldBeFalse("a busy host is slow now and then");
        _rounds.ReadTook = TimeSpan.FromMilliseconds(1);
        Look(40);
        _rounds.ReadTook = TimeSpan.FromMilliseconds(500);
        Look(62).ShouldBeTrue();
    }

    private bool Look(int second)
    {
        DateTimeOffset now = Rounds.Noon.AddSeconds(second);
        _suspicion.Look(_rounds.Round().Members, now);
        return _suspicion.Holds(now);
    }
}
