using Sampan.Charts.Metadata;

namespace Sampan.Charts.Registries;

/// <summary>The annotations that a chart's metadata gives its manifest, under the names of the OCI image specification.</summary>
internal static class ChartAnnotations
{
    private const string Prefix = "org.opencontainers.image.";

    /// <summary>The annotations; those of Chart.yaml join them, but cannot change title and version.</summary>
    public static Dictionary<string, object?> Of(ChartMetadata metadata, string created)
    {
        SortedDictionary<string, object?> annotations = new(StringComparer.Ordinal);
        Add("description", metadata.Description);
        Add("title", metadata.Name);
        Add("version", metadata.Version);
        Add("url", metadata.Home);
        Add("created", created);
        Add("source", metadata.Sources.Count > 0 ? metadata.Sources[0] : "");
        Add("authors", string.Join(", ", metadata.Maintainers.OfType<Maintainer>().Select(maintainer => maintainer.Email.Length > 0 ? $"{maintainer.Name} ({maintainer.Email})" : maintainer.Name)));
        foreach (var (name, value) in metadata.Annotations.Where(entry => entry.Key is not (Prefix + "title" or Prefix + "version")))
        {
            annotations[name] = value;
        }

        return annotations.ToDictionary();

        void Add(string name, string value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                annotations[Prefix + name] = value;
            }
        }
    }
}
