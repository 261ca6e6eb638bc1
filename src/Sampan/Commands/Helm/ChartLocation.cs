using Sampan.Charts;
using Sampan.Charts.Loading;

namespace Sampan.Commands.Helm;

/// <summary>Finds and loads the chart that an argument names.</summary>
internal static class ChartLocation
{
    /// <summary>Loads a chart from disk; throws <see cref="ChartException"/> with Helm's message.</summary>
    public static Chart Load(string argument, HelmEnvironment environment) =>
        ChartLoader.Load(Find(argument), environment.Error.WriteLine);

    private static string Find(string argument)
    {
        var name = argument.Trim();
        if (Path.Exists(name))
        {
            return Path.GetFullPath(name);
        }

        if (Path.IsPathRooted(name) || name.StartsWith('.'))
        {
            throw new ChartException($"path \"{name}\" not found");
        }

        if (name.Contains("://", StringComparison.Ordinal))
        {
            throw new ChartException($"failed to download \"{name}\": charts are read from folders and .tgz files here; pull it first");
        }

        var slash = name.IndexOf('/');
        throw new ChartException(slash < 0
            ? $"non-absolute URLs should be in form of repo_name/path_to_chart, got: {name}"
            : $"repo {name[..slash]} not found");
    }
}
