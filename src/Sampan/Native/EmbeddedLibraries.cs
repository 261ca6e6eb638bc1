using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sampan.Native;

/// <summary>
/// The shared libraries (SQLite, Lua) that a published executable carries inside itself, so that it is one file to copy.
/// A library is loaded from memory when it is first called; nothing is written to disk. A build without them, as
/// <c>dotnet run</c> makes it, finds them beside itself as usual.
/// </summary>
internal static partial class EmbeddedLibraries
{
    private const uint CloseOnExec = 1;

    /// <summary>Lets the assemblies that call shared libraries find them here. Once per process, before the first call.</summary>
    public static void Register()
    {
        if (OperatingSystem.IsLinux())
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Load);
            NativeLibrary.SetDllImportResolver(typeof(KeraLua.Lua).Assembly, Load);
        }
    }

    // Zero lets the runtime look where it always does.
    private static IntPtr Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        using var library = typeof(EmbeddedLibraries).Assembly.GetManifestResourceStream($"native/lib{name}.so");
        return library is null ? IntPtr.Zero : Load(name, library);
    }

    private static IntPtr Load(string name, Stream library)
    {
        var descriptor = CreateMemoryFile(name, CloseOnExec);
        if (descriptor < 0)
        {
            throw new DllNotFoundException($"No memory file for lib{name}.so: {new Win32Exception().Message}.");
        }

        // The library stays mapped after its file is closed.
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        using var file = new FileStream(handle, FileAccess.Write);
        library.CopyTo(file);
        file.Flush();
        return NativeLibrary.Load($"/proc/self/fd/{descriptor}");
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
