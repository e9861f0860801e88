using System.Text;
using EtcdMonitor.Cli.Output;
using Taskmaster.Files;

namespace Taskmaster.Documents;

/// <summary>Reads a product document: text, whole, of a size that somebody can have written.</summary>
internal static class DocumentFile
{
    private const int Largest = 4 << 20;

    /// <summary>Its text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">How it was typed.</param>
    /// <exception cref="RefusedException">Missing, a folder, unreadable, too large, empty, not text, or cut off in the middle of a letter.</exception>
    public static string Read(string path, string shown)
    {
        byte[] content = Content(path, shown);
        if (content.Length > Largest)
        {
            throw Refused($"{shown} is larger than 4 MiB", "Give the product document itself");
        }

        Encoding encoding = content is [0xff, 0xfe, ..] ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
            : content is [0xfe, 0xff, ..] ? new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        string text = Decode(content, encoding, shown);
        int zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            throw Refused($"{shown} is not text: a zero byte in line {1 + text.AsSpan(0, zero).Count('\n')}");
        }

        return string.IsNullOrWhiteSpace(text) ? throw Refused($"{shown} is empty") : text;
    }

    /// <summary>Something is wrong with the document; nothing was changed.</summary>
    public static RefusedException Refused(string message, string? hint = null) => new(Failure.Usage(message, hint));

    private static string Decode(byte[] content, Encoding encoding, string shown)
    {
        try
        {
            return encoding.GetString(content).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            bool end = e.Index < 0 || e.Index >= content.Length - 4;
            throw Refused(end ? $"{shown} ends in the middle of a letter: it is cut off" : $"{shown} is not text: byte 0x{e.BytesUnknown?[0]:x2} at offset {e.Index} is no UTF-8");
        }
    }

    private static byte[] Content(string path, string shown)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream content = new();
            byte[] part = new byte[1 << 16];
            for (int read; content.Length <= Largest && (read = stream.Read(part)) > 0;)
            {
                content.Write(part, 0, read); // a pipe has no length, and /dev/zero no end
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused($"there is no {shown}", "Write the product document, or name it:  taskmaster init PRD.md");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(Directory.Exists(path) ? $"{shown} is a folder" : $"{shown} cannot be read: {e.Message.TrimEnd('.')}");
        }
    }
}
