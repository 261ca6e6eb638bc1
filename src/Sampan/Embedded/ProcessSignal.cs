using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sampan.Embedded;

/// <summary>Asks another process to end, so that it can close its store.</summary>
internal static partial class ProcessSignal
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM (where there are no signals, ends the process). False if there is no such process.</summary>
    public static bool RequestEnd(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Kill(processId, Terminate) == 0;
        }

        try
        {
            Process.GetProcessById(processId).Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
