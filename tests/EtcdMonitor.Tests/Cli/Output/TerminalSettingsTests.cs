using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class TerminalSettingsTests
{
    [Theory]
    [InlineData("auto", false, "", true)]
    [InlineData("auto", true, "", false)]
    [InlineData("auto", false, "NO_COLOR=1", false)]
    [InlineData("auto", false, "NO_COLOR=", true)]
    [InlineData("auto", true, "CLICOLOR_FORCE=1", true)]
    [InlineData("auto", false, "TERM=dumb", false)]
    [InlineData("always", true, "NO_COLOR=1", true)]
    [InlineData("never", false, "CLICOLOR_FORCE=1", false)]
    public void Colour_is_for_those_who_look(string flag, bool redirected, string variable, bool colour) =>
        Terminal(flag, redirected, variable).Colour.ShouldBe(colour);

    [Theory]
    [InlineData("TERM=linux", true)]
    [InlineData("LANG=de_DE.ISO-8859-1", true)]
    [InlineData("LANG=C.UTF-8", false)]
    [InlineData("", false)]
    public void Ascii_is_for_terminals_that_have_no_more(string variable, bool ascii) => Terminal("auto", false, variable).Ascii.ShouldBe(ascii);

    [Theory]
    [InlineData(20, 60)]
    [InlineData(100, 100)]
    [InlineData(300, 120)]
    public void The_layout_is_between_60_and_120_columns(int window, int columns) =>
        new TerminalSettings().For(TextWriter.Null, redirected: false, window).Columns.ShouldBe(columns);

    private static Terminal Terminal(string color, bool redirected, string variable)
    {
        string[] parts = variable.Split('=', 2);
        Dictionary<string, string> environment = variable.Length == 0 ? [] : new() { [parts[0]] = parts[1] };
        return new TerminalSettings { Color = color, Environment = environment }.For(TextWriter.Null, redirected, 100);
    }
}
