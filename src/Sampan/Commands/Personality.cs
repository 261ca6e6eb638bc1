using Sampan.Commands.Helm;
using Sampan.Native;

namespace Sampan.Commands;

/// <summary>
/// The tools whose command lines the executable takes on: when it is started under their name (a symbolic link), or
/// with their name as its first word.
/// </summary>
internal static class Personality
{
    private const string Helm = "helm";

    /// <summary>Runs the words as that tool would; null when no tool is meant.</summary>
    public static async Task<int?> RunAsync(string startedAs, string[] words, TimeProvider time, CancellationToken cancellationToken)
    {
        var isHelm = Path.GetFileNameWithoutExtension(startedAs) == Helm;
        if (!isHelm && words is not [Helm, ..])
        {
            return null;
        }

        CollectionFreeStart.Begin();
        return await HelmCommandLine.RunAsync(isHelm ? words : words[1..], HelmEnvironment.OfProcess(time), cancellationToken);
    }
}
