using Sampan.Charts.Paths;
using Sampan.Charts.Repositories;

namespace Sampan.Charts.Resolving;

/// <summary>Charts in folders that dependencies name with <c>file://</c>.</summary>
internal static class LocalCharts
{
    /// <summary>The folder that an address means, relative to the chart's folder; throws <see cref="ChartException"/> when it is not there.</summary>
    public static string PathOf(string address, string chartFolder)
    {
        var path = RepositoryAddress.IsFolder(address) ? address[RepositoryAddress.FolderPrefix.Length..] : address;
        path = CleanPath.Of(path.StartsWith('/') ? path : $"{chartFolder}/{path}");
        return Path.Exists(path) ? path : throw new ChartException($"directory {path} not found");
    }
}
