using System.Diagnostics;

namespace Sampan.Conformance.Api;

/// <summary>Runs a replay script of the corpus with Python.</summary>
internal static class Replay
{
    /// <summary>The script's output lines; what it writes to its error stream goes to ours.</summary>
    public static IReadOnlyList<string> Run(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("python3", [script, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        return lines;
    }
}
