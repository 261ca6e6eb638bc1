using System.Runtime.InteropServices;

namespace Sampan.Embedded;

/// <summary>What makes a process one that runs on its own: a session without a terminal, output to a log file.</summary>
internal static partial class Background
{
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int OwnerOnly = 0x180;

    /// <summary>
    /// Leaves the terminal's session, so that closing the terminal or Ctrl-C there does not end this process, and sends
    /// standard output to the log (mode 0600). Standard error still goes to whoever started the process. Call it before
    /// anything is written.
    /// </summary>
    public static void Enter(string log)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = NewSession();
            Redirect(log, 1);
        }
    }

    /// <summary>Sends standard error to the log too: whoever started the process has been told that it is ready.</summary>
    public static void Settle(string log)
    {
        if (!OperatingSystem.IsWindows())
        {
            Redirect(log, 2);
        }
    }

    private static void Redirect(string log, int descriptor)
    {
        var file = Open(log, WriteOnly | Create | Append, OwnerOnly);
        if (file >= 0)
        {
            _ = Duplicate(file, descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
