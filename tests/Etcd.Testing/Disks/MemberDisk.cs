using System.Diagnostics;

namespace Etcd.Testing;

/// <summary>
/// A small disk of a member's own, which a test can fill: <see cref="EtcdClusterOptions.DiskBytes"/>. A tmpfs in a mount
/// namespace that one child process holds, so it needs no root where Linux lets users make namespaces, nobody else sees
/// it, and it is gone with that process.
/// </summary>
public sealed class MemberDisk : IDisposable
{
    private const int PieceBytes = 1 << 20;
    private static readonly Lazy<string?> Obstacle = new(Try);

    private readonly Process _holder;
    private readonly int _id;
    private bool _disposed;

    private MemberDisk(Process holder, string mountPoint)
    {
        (_holder, _id) = (holder, holder.Id);
        Root = $"/proc/{_id}/root{mountPoint}";
    }

    /// <summary>Why this machine cannot make such disks; null when it can.</summary>
    public static string? WhyNot => Obstacle.Value;

    /// <summary>Its root as this process sees it.</summary>
    internal string Root { get; }

    /// <summary>What a command is to be started through, to see it.</summary>
    internal IReadOnlyList<string> Entrance => ["nsenter", "--target", $"{_id}", "--user", "--mount", "--preserve-credentials", "--"];

    private string Ballast => Path.Combine(Root, "ballast");

    /// <summary>Takes all the space that is left: the next page that etcd needs, it does not get.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var piece = PieceBytes; piece > 0; piece /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[piece]);
                }
            }
            catch (IOException)
            {
                // no space left for so large a piece; perhaps for a smaller one
            }
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Removes it with everything on it, as soon as no process uses it any more.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        if (!_holder.HasExited)
        {
            _holder.Kill();
        }
        _holder.WaitForExit();
        _holder.Dispose();
    }

    /// <summary>Makes the folder a disk of its own for whoever comes through its <see cref="Entrance"/>.</summary>
    /// <exception cref="EtcdClusterException">This machine cannot; the message says why.</exception>
    internal static MemberDisk Mount(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        Process holder;
        try
        {
            // cat ends with its standard input, and so with this process, however that ends
            holder = ChildProcess.Start("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=$1 etcd \"$0\" && echo ready && exec cat", folder, $"{bytes}"]);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EtcdClusterException("A disk of a member's own needs Linux with util-linux (unshare, nsenter).", e);
        }
        if (holder.StandardOutput.ReadLine() != "ready")
        {
            var said = holder.StandardError.ReadToEnd().Trim();
            holder.WaitForExit();
            holder.Dispose();
            throw new EtcdClusterException($"No disk of a member's own can be made here: {said}. It needs user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone), which containers often forbid.");
        }
        return new MemberDisk(holder, folder);
    }

    private static string? Try()
    {
        var folder = Directory.CreateTempSubdirectory("etcd-disk-").FullName;
        try
        {
            using var disk = Mount(folder, PieceBytes);
            disk.Fill();
            disk.Free();
            return null;
        }
        catch (Exception e) when (e is EtcdClusterException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            Leftovers.Delete(folder);
        }
    }
}
