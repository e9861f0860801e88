using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace EtcdMonitor.Storage;

/// <summary>Binds to the operating system's SQLite, which the operating system patches, instead of a bundled one.</summary>
internal static class NativeSqlite
{
    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds once a process.</summary>
    public static void Use() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
        {
            return 0;
        }

        string library = OperatingSystem.IsWindows() ? "winsqlite3.dll" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
        return NativeLibrary.TryLoad(library, out nint handle)
            ? handle
            : throw new StorageException($"the operating system has no {library}. Install SQLite (Debian: libsqlite3-0)");
    }
}
