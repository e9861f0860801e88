using System.Text;

namespace Etcd.Testing;

/// <summary>A stopped member's database file: what a broken disk does to it, without any checksum that would tell.</summary>
public static class DatabaseFile
{
    /// <summary>Flips one bit in each place of the file where <paramref name="text"/> stands, as etcd keeps copies of pages that are free again.</summary>
    /// <returns>How many places; 0: the text is not in it, and nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">The member runs: it would not notice, or write over it.</exception>
    public static int Flip(EtcdMember member, string text)
    {
        if (member.IsRunning)
        {
            throw new InvalidOperationException($"{member.Name} runs: stop it first.");
        }
        using var file = File.Open(Path.Combine(member.DataFolder, "member", "snap", "db"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var wanted = Encoding.UTF8.GetBytes(text);
        var count = 0;
        for (var at = bytes.AsSpan().IndexOf(wanted); at >= 0; count++)
        {
            file.Position = at;
            file.WriteByte((byte)(bytes[at] ^ 1));
            var next = bytes.AsSpan(at + 1).IndexOf(wanted);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return count;
    }
}
