using Sampan.Commands.Helm;

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
        if (Path.GetFileNameWithoutExtension(startedAs) == Helm)
        {
            return await HelmCommandLine.RunAsync(words, HelmEnvironment.OfProcess(time), cancellationToken);
        }

        return words is [Helm, ..] ? await HelmCommandLine.RunAsync(words[1..], HelmEnvironment.OfProcess(time), cancellationToken) : null;
    }
}
