using System.Text.Json;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>The status each second until Ctrl-C. A terminal is redrawn, on a page of its own; a file gets one answer after the other, as JSON one a line.</summary>
/// <param name="context">Where it goes.</param>
/// <param name="ask">Asks for the status.</param>
/// <param name="render">Its lines for a terminal.</param>
internal sealed class StatusWatch(CommandContext context, Func<Task<(StatusView? Status, Failure? Failure)>> ask, Func<StatusView, Terminal, IEnumerable<Line>> render)
{
    private const string OwnPage = "\e[?1049h", PageBefore = "\e[?1049l", Top = "\e[H", RestOfLine = "\e[K", RestOfPage = "\e[J";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly bool _redraws = context.Out.IsInteractive && !context.Invocation.Json;

    private StatusView? _last;
    private string? _told;

    /// <summary>Watches; what cannot be asked at first is a failure, what cannot be asked later is said and asked again.</summary>
    public async Task<int> RunAsync()
    {
        using StopSignals signals = new(Leave);
        using PeriodicTimer timer = new(Period, context.Time);
        try
        {
            do
            {
                (StatusView? status, Failure? failure) = await ask();
                signals.Requested.ThrowIfCancellationRequested();
                if (status is null && _last is null)
                {
                    return context.Fail(failure!);
                }

                if (_last is null && _redraws)
                {
                    context.Out.Writer.Write(OwnPage);
                }

                _last = status ?? _last!;
                Show(_last, failure);
            }
            while (await timer.WaitForNextTickAsync(signals.Requested));
        }
        catch (OperationCanceledException) when (signals.Requested.IsCancellationRequested)
        {
            // Ctrl-C is how it ends
        }
        finally
        {
            Leave();
        }

        return ExitCode.Interrupted;
    }

    private void Show(StatusView status, Failure? failure)
    {
        if (_redraws)
        {
            Redraw(status, failure);
            return;
        }

        if (failure is null)
        {
            Append(status);
        }
        else if (failure.Message != _told)
        {
            context.Fail(failure); // each trouble once, not each second
        }

        _told = failure?.Message;
    }

    private void Append(StatusView status)
    {
        if (context.Invocation.Json)
        {
            context.Out.Writer.Write(JsonSerializer.Serialize(status, MonitorJson.Default.StatusView) + "\n");
            context.Out.Writer.Flush();
        }
        else
        {
            context.Out.Write(render(status, context.Out));
            context.Out.Write("");
        }
    }

    /// <summary>In one write from the top, each line to its end: what is redrawn in pieces flickers. What the window has no room for is counted.</summary>
    private void Redraw(StatusView status, Failure? failure)
    {
        using StringWriter buffer = new();
        Terminal screen = context.Out with { Writer = buffer, Columns = Streams.WindowColumns() };
        if (failure is not null)
        {
            screen.Write(new Line().Add($"{failure.Message}. Below: what was seen at {status.At.UtcDateTime:HH:mm:ss} UTC", Style.Warning));
        }

        screen.Write(render(status, screen));
        string[] lines = buffer.ToString().TrimEnd('\n').Split('\n');
        int room = Math.Max(2, Streams.WindowRows() - 1);
        string[] shown = lines.Length <= room ? lines : [.. lines[..(room - 1)], $"and {lines.Length - room + 1} more lines; -c NAME shows one cluster"];
        context.Out.Writer.Write(Top + string.Concat(shown.Select(line => $"{line}{RestOfLine}\n")) + RestOfPage);
        context.Out.Writer.Flush();
    }

    /// <summary>Back to the page before, with the last status on it; once.</summary>
    private void Leave()
    {
        if (_redraws && Interlocked.Exchange(ref _last, null) is { } last)
        {
            context.Out.Writer.Write(PageBefore);
            context.Out.Write(render(last, context.Out));
        }
    }
}
