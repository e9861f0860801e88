using System.Collections.Concurrent;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns.Discovery;

public sealed class HealthMonitorTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _verdicts = [];
    private Func<CancellationToken, ValueTask<bool>> _answer = _ => ValueTask.FromResult(true);
    private Task _running = Task.CompletedTask;
    private int _checks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token); // also when a check hangs
        _stop.Dispose();
    }

    [Fact]
    public async Task Three_failures_in_a_row_make_it_unhealthy_and_one_pass_healthy()
    {
        await StartAsync();
        foreach (var passes in new[] { false, false, true, false, false, false, false, true })
        {
            _answer = _ => ValueTask.FromResult(passes);
            await NextAsync();
        }
        await VerdictsAsync("Healthy ", "Unhealthy the check says no.", "Healthy ");
    }

    [Fact]
    public async Task It_is_neither_until_it_has_failed_often_enough()
    {
        _answer = _ => throw new InvalidOperationException("the database is away.");
        await StartAsync();
        await NextAsync();
        _verdicts.ShouldBeEmpty();
        await NextAsync();
        await VerdictsAsync("Unhealthy the database is away.");
    }

    [Fact]
    public async Task A_check_that_does_not_answer_has_failed_and_is_not_started_twice()
    {
        await StartAsync(failuresToUnhealthy: 2);
        var answer = new TaskCompletionSource<bool>();
        _answer = _ => new ValueTask<bool>(answer.Task); // heeds no token
        await NextAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => _time.Pending == 1, "it has been given up", cancellationToken: Token);
        _time.Advance(Interval);
        await VerdictsAsync("Healthy ", "Unhealthy an earlier check has not returned yet.");
        _checks.ShouldBe(2);

        answer.SetException(new InvalidOperationException("nobody hears"));
        _answer = _ => ValueTask.FromResult(true);
        await NextAsync();
        await VerdictsAsync("Healthy ", "Unhealthy an earlier check has not returned yet.", "Healthy ");
    }

    [Fact]
    public async Task A_check_is_told_that_its_time_is_over()
    {
        await StartAsync(failuresToUnhealthy: 1);
        _answer = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return true;
        };
        await NextAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await VerdictsAsync("Healthy ", "Unhealthy no answer within 5 s.");
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_check_it_gives_no_verdict()
    {
        await StartAsync(failuresToUnhealthy: 1);
        _answer = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("after all");
        };
        await NextAsync();
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        _verdicts.ShouldBe(["Healthy "]);
    }

    [Fact]
    public void Wrong_options_are_named_and_a_copy_is_taken()
    {
        var check = HealthCheck.Tcp();
        (check.Interval, check.Timeout, check.FailuresToUnhealthy) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        Should.Throw<ArgumentException>(check.Validated).Message.ShouldBe("Interval must be longer than 0. Timeout must be longer than 0. FailuresToUnhealthy must be 1 or more.");
        (check.Interval, check.Timeout, check.FailuresToUnhealthy) = (Interval, Interval, 1);
        var copy = check.Validated();
        check.FailuresToUnhealthy = 9;
        copy.FailuresToUnhealthy.ShouldBe(1);
    }

    [Theory]
    [InlineData("healthz")]
    [InlineData("")]
    [InlineData("//evil/healthz")]
    [InlineData("ftp://host/")]
    public void A_path_that_is_none_is_named(string path)
        => Should.Throw<ArgumentException>(() => HealthCheck.Http(path)).Message.ShouldStartWith($"'{path}' is neither a path such as /healthz nor an http or https address.");

    private async Task StartAsync(int failuresToUnhealthy = 3)
    {
        var check = HealthCheck.Custom(token =>
        {
            Interlocked.Increment(ref _checks);
            return _answer(token);
        });
        (check.Interval, check.FailuresToUnhealthy) = (Interval, failuresToUnhealthy);
        _running = new HealthMonitor(check, _time).RunAsync(() => Services.Instance("a"), (health, reason) => _verdicts.Enqueue($"{health} {reason}"), _stop.Token);
        await Eventually.TrueAsync(() => Volatile.Read(ref _checks) == 1 && _time.Pending == 1, "it checks at once", cancellationToken: Token);
    }

    private async Task NextAsync()
    {
        var before = Volatile.Read(ref _checks);
        _time.Advance(Interval);
        await Eventually.TrueAsync(() => Volatile.Read(ref _checks) == before + 1, "the next check", cancellationToken: Token);
    }

    private async Task VerdictsAsync(params string[] verdicts)
    {
        await Eventually.TrueAsync(() => _verdicts.Count >= verdicts.Length, "the verdict", cancellationToken: Token);
        _verdicts.ShouldBe(verdicts);
    }
}
