using Sampan.Charts.Metadata;
using Sampan.Charts.Text;

namespace Sampan.Charts.Repositories;

/// <summary>Reads index.yaml, also in JSON.</summary>
public static class RepositoryIndexReader
{
    private const string ZeroTime = "0001-01-01T00:00:00Z";

    /// <summary>The index of a text. Entries that are no charts are left out and warned about. Throws <see cref="ChartException"/> with Helm's message.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="source">The file's path or address, for warnings.</param>
    /// <param name="warn">Receives the warnings.</param>
    public static RepositoryIndex Read(string text, string source, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(warn);
        if (text.Length == 0 || StructReader.Read(text, "repo", "IndexFile") is not { } file)
        {
            throw new ChartException(text.Length == 0 ? "empty index.yaml file" : "no API version specified");
        }

        var charts = new SortedDictionary<string, IReadOnlyList<IndexedChart>>(StringComparer.Ordinal);
        foreach (var (name, versions) in file.StructLists("entries", "ChartVersion", "repo.ChartVersions"))
        {
            charts[name] = RepositoryIndex.Sorted([.. versions.Select(version => ReadVersion(name, version, source, warn)).OfType<IndexedChart>()]);
        }

        var index = new RepositoryIndex
        {
            ApiVersion = file.Text("apiVersion"),
            Generated = file.Text("generated", ZeroTime),
            Charts = charts,
            PublicKeys = file.Texts("publicKeys"),
            Annotations = file.TextMap("annotations"),
        };
        return index.ApiVersion.Length > 0 ? index : throw new ChartException("no API version specified");
    }

    private static IndexedChart? ReadVersion(string name, StructReader? reader, string source, Action<string> warn)
    {
        if (reader is null)
        {
            warn($"skipping loading invalid entry for chart {GoText.Quote(name)} from {source}: empty entry");
            return null;
        }

        var metadata = MetadataReader.Read(reader);
        try
        {
            metadata = MetadataValidation.Validate(metadata.ApiVersion.Length > 0 ? metadata : metadata with { ApiVersion = "v1" });
        }
        catch (ChartException exception) when (!exception.Message.StartsWith("validation: more than one dependency with name or alias", StringComparison.Ordinal))
        {
            warn($"skipping loading invalid entry for chart {GoText.Quote(name)} {GoText.Quote(metadata.Version)} from {source}: {exception.Message}");
            return null;
        }
        catch (ChartException)
        {
            // An old package with a doubled dependency stays usable; rendering tells.
        }

        return new IndexedChart
        {
            Metadata = metadata,
            Urls = reader.Texts("urls"),
            Created = reader.Text("created", ZeroTime),
            Removed = reader.Flag("removed"),
            Digest = reader.Text("digest"),
        };
    }
}
