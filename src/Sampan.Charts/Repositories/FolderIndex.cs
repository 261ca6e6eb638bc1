using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Text;

namespace Sampan.Charts.Repositories;

/// <summary>Makes the index of a folder of packaged charts, and of the folders in it.</summary>
public static class FolderIndex
{
    /// <summary>The index. Files that are no charts are left out. Throws <see cref="ChartException"/> when the folder cannot be read.</summary>
    /// <param name="folder">The folder of the packages.</param>
    /// <param name="address">The address that the folder will have; empty for addresses relative to the index.</param>
    /// <param name="time">The time of creation.</param>
    public static RepositoryIndex Of(string folder, string address, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = GoTimestamp.Of(time.GetLocalNow());
        try
        {
            var packages = !Directory.Exists(folder) ? [] : Packages(folder).Concat(Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Packages));
            return new RepositoryIndex { Generated = now, Charts = RepositoryIndex.Sort(packages.Select(package => Indexed(folder, package, address, now)).OfType<IndexedChart>()) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"{folder} cannot be indexed: {exception.Message}", cause: exception);
        }
    }

    private static IEnumerable<string> Packages(string folder) => Directory.EnumerateFiles(folder, "*.tgz").Order(StringComparer.Ordinal);

    private static IndexedChart? Indexed(string folder, string package, string address, string now)
    {
        try
        {
            var content = File.ReadAllBytes(package);
            using var archive = new MemoryStream(content, writable: false);
            return new IndexedChart
            {
                Metadata = ChartLoader.LoadArchive(archive).Metadata,
                Urls = [RepositoryAddress.Join(address, Path.GetRelativePath(folder, package).Replace('\\', '/'))],
                Created = now,
                Digest = ContentDigest.Of(content),
            };
        }
        catch (ChartException)
        {
            return null;
        }
    }
}
