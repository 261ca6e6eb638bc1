using Sampan.Charts.Text;

namespace Sampan.Charts.Manifests;

/// <summary>Reads the head of a rendered document.</summary>
internal static class ManifestHeadReader
{
    private const string MetadataType = "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string \"json:\\\"annotations\\\"\" }";

    private static readonly ManifestHead Empty = new("", "", "", new Dictionary<string, string>());

    /// <summary>The head; throws <see cref="ChartException"/> with Helm's message, which names the template.</summary>
    public static ManifestHead Read(string content, string source)
    {
        try
        {
            if (StructReader.Read(content, "releaseutil", "SimpleHead") is not { } head)
            {
                return Empty;
            }

            var metadata = head.Struct("metadata", "", MetadataType);
            return new ManifestHead(
                head.Text("apiVersion"),
                head.Text("kind"),
                metadata?.Text("name") ?? "",
                metadata?.TextMap("annotations") ?? Empty.Annotations);
        }
        catch (ChartException exception)
        {
            throw new ChartRenderException($"YAML parse error on {source}: {exception.Message}", "render the template with --debug to see what it made", exception);
        }
    }
}
