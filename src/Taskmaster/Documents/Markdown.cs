using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>Takes a document apart into lines that can mean something; code, tables and comments mean nothing to a plan.</summary>
internal sealed partial class Markdown
{
    private const int LongestFields = 1_000;
    private readonly List<DocumentLine> _lines = [];
    private readonly List<string> _goesOn = [];
    private readonly List<Skipped> _skipped = [];
    private string _fence = "";
    private int _fenceLine;
    private bool _comment;
    private bool _table;
    private bool _blank = true;

    private Markdown()
    {
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<DocumentLine> Lines => _lines;

    /// <summary>What was left out.</summary>
    public IReadOnlyList<Skipped> Skipped => _skipped;

    /// <summary>Where a block of code begins that never ends: the rest of the document is in it. Null: there is none.</summary>
    public int? OpenFence => _fence.Length > 0 ? _fenceLine : null;

    /// <summary>Reads a document.</summary>
    public static Markdown Read(string text)
    {
        Markdown markdown = new();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            markdown.Add(++number, line.ToString());
        }

        markdown.EndParagraph();
        return markdown;
    }

    private void Add(int number, string raw)
    {
        string line = raw.Trim();
        if (InCode(number, line) || InComment(number, line))
        {
            return;
        }

        bool table = line.StartsWith('|');
        if (table && !_table)
        {
            _skipped.Add(new(number, Words.Title(line), "table"));
        }

        _table = table;
        if (line.Length == 0 || table || Rule().IsMatch(line))
        {
            if (!_blank && Underline().IsMatch(line) && _lines is [.., { Kind: LineKind.Text } last])
            {
                // a heading that is underlined instead of marked
                EndParagraph();
                last = _lines[^1];
                _lines[^1] = LineReader.Of(last.Number, (line[0] == '=' ? "# " : "## ") + last.Text);
            }

            EndParagraph();
            _blank = true;
            return;
        }

        bool several = line.Length < LongestFields && line.StartsWith("**", StringComparison.Ordinal);
        foreach (string part in several ? Fields().Split(line) : [raw])
        {
            Add(LineReader.Of(number, part));
        }
    }

    private void Add(DocumentLine read)
    {
        if (!_blank && read.Kind == LineKind.Text && _lines is [.., { Kind: not LineKind.Heading } last] && !LineReader.IsAttribute(last.Label))
        {
            _goesOn.Add(read.Text);
            return;
        }

        EndParagraph();
        _lines.Add(read);
        _blank = read.Kind == LineKind.Heading;
    }

    private bool InCode(int number, string line)
    {
        string mark = Fence().Match(line).Value;
        if (_fence.Length > 0)
        {
            // an end has no language behind it and is as long as the beginning
            if (mark.Length >= _fence.Length && mark[0] == _fence[0] && mark.Length == line.Length)
            {
                _fence = "";
            }

            return true;
        }

        if (mark.Length == 0)
        {
            return false;
        }

        EndParagraph();
        _blank = true;
        (_fence, _fenceLine) = (mark, number);
        _skipped.Add(new(number, line, "block of code"));
        return true;
    }

    private bool InComment(int number, string line)
    {
        if (!_comment && !line.StartsWith("<!--", StringComparison.Ordinal))
        {
            return false;
        }

        if (!_comment)
        {
            _skipped.Add(new(number, Words.Title(line), "comment"));
        }

        _comment = !line.Contains("-->", StringComparison.Ordinal);
        return true;
    }

    /// <summary>A line that goes on in the next ones is one line.</summary>
    private void EndParagraph()
    {
        if (_goesOn.Count > 0)
        {
            _lines[^1] = _lines[^1] with { Text = string.Join(' ', [_lines[^1].Text, .. _goesOn]) };
            _goesOn.Clear();
        }
    }

    [GeneratedRegex(@"^(?:`{3,}|~{3,})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:- ){2,}-)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Rule();

    /// <summary>Between two fields in one line: <c>**Priority:** P0 | **Estimate:** 24 h</c>.</summary>
    [GeneratedRegex(@"[ \t|·,;]+(?=\*\*[^*:]{1,40}:\*\*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^(?:-{3,}|={3,})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Underline();
}
