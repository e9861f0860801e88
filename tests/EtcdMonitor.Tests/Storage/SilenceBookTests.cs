using Dapper;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Alerts;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Storage;

public sealed class SilenceBookTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database _database = null!;

    private DateTimeOffset Now => _time.GetUtcNow();

    public async ValueTask InitializeAsync() => _database = await Database.OpenAsync(_folder.File("monitor.db"), _time, NullLogger.Instance, _cancel);

    [Fact]
    public async Task A_silence_is_there_after_a_restart_as_it_was()
    {
        Silence made = await (await BookAsync()).AddAsync(Wanted("member=~etcd-[01]|🔥", hours: 2), _cancel);

        SilenceBook restarted = await BookAsync();

        Silence found = restarted.Current.ShouldHaveSingleItem();
        (found.Id, found.Author, found.Comment, found.StartsAt, found.EndsAt).ShouldBe(("S-1", "mara", "OPS-881", made.StartsAt, made.EndsAt));
        found.Matchers.ShouldBe(made.Matchers);
    }

    [Fact]
    public async Task It_ends_by_itself_and_stays_in_the_list()
    {
        SilenceBook book = await BookAsync();
        await book.AddAsync(Wanted("cluster=prod", hours: 2), _cancel);

        _time.Advance(TimeSpan.FromHours(2));

        book.Current.ShouldBeEmpty();
        (await BookAsync()).Current.ShouldBeEmpty();
        (await book.ListAsync(ended: false, 10, _cancel)).ShouldBeEmpty();
        (await book.ListAsync(ended: true, 10, _cancel)).ShouldHaveSingleItem().StateAt(Now).ShouldBe(SilenceState.Expired);
    }

    [Fact]
    public async Task Somebody_ends_it_and_its_number_is_never_given_again()
    {
        SilenceBook book = await BookAsync();
        Silence first = await book.AddAsync(Wanted("cluster=prod", hours: 2), _cancel);
        _time.Advance(TimeSpan.FromMinutes(1));

        Silence? ended = await book.ExpireAsync(first.Number, "ben", _cancel);

        (ended!.EndsAt, ended.ExpiredBy).ShouldBe((Now, "ben"));
        book.Current.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(1));
        (await book.ExpireAsync(first.Number, "eve", _cancel)).ShouldNotBeNull().ExpiredBy.ShouldBe("ben", "one that has ended stays as it is");
        (await book.ExpireAsync(99, "ben", _cancel)).ShouldBeNull();
        await _database.WriteAsync((c, t) => c.ExecuteAsync("delete from silences", transaction: t), _cancel);
        (await book.AddAsync(Wanted("cluster=prod", hours: 2), _cancel)).Id.ShouldBe("S-2");
    }

    [Fact]
    public async Task One_that_was_to_come_and_is_ended_never_holds()
    {
        SilenceBook book = await BookAsync();
        Silence pending = await book.AddAsync(Wanted("cluster=prod", hours: 3) with { StartsAt = Now.AddHours(1) }, _cancel);
        pending.StateAt(Now).ShouldBe(SilenceState.Pending);

        Silence ended = (await book.ExpireAsync(pending.Number, "ben", _cancel))!;

        (ended.StartsAt, ended.EndsAt).ShouldBe((Now, Now));
        (await book.ListAsync(ended: true, 10, _cancel)).ShouldHaveSingleItem().StateAt(Now.AddHours(2)).ShouldBe(SilenceState.Expired);
    }

    [Fact]
    public async Task What_could_not_be_stored_does_not_hold_and_says_so()
    {
        SilenceBook book = await BookAsync();
        await _database.WriteAsync((c, t) => c.ExecuteAsync("alter table silences rename to gone", transaction: t), _cancel);

        StorageException refused = await Should.ThrowAsync<StorageException>(() => book.AddAsync(Wanted("cluster=prod", hours: 2), _cancel));

        refused.Message.ShouldStartWith("the silence is not made: the storage takes no writes, ");
        book.Current.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("member!=etcd-1", 2, "mara", "why", "matchers would be met by nearly every alert, give one that needs a label, such as cluster=NAME or cluster=~.+")]
    [InlineData("cluster=prod", -1, "mara", "why", "ends_at is not after starts_at")]
    [InlineData("cluster=prod", 2, " ", "", "author is needed, say who does it; comment is needed, say why, for whoever finds it at night")]
    public async Task All_that_is_wrong_with_it_is_told_at_once_and_nothing_is_made(string matchers, int hours, string author, string comment, string problem)
    {
        SilenceBook book = await BookAsync();

        ArgumentException refused = await Should.ThrowAsync<ArgumentException>(() => book.AddAsync(Wanted(matchers, hours) with { Author = author, Comment = comment }, _cancel));

        refused.Message.ShouldStartWith(problem);
        (await book.ListAsync(ended: true, 10, _cancel)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private NewSilence Wanted(string matchers, double hours) => new(MuteStageTests.NewSilence(0, matchers, Now, Now).Matchers, Now, Now.AddHours(hours), "mara", "OPS-881");

    private Task<SilenceBook> BookAsync() => SilenceBook.LoadAsync(_database, _time, NullLogger.Instance, _cancel);
}
