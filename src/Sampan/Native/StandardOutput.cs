using System.Text;

namespace Sampan.Native;

/// <summary>The process's output, in larger pieces than the console's own writer makes: that one is a system call for every 256 characters, and manifests are megabytes.</summary>
internal static class StandardOutput
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Makes <see cref="Console.Out"/> write in large pieces; each text is out when the call that writes it returns.</summary>
    public static void Enlarge() => Console.SetOut(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { AutoFlush = true });
}
