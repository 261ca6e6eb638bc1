using System.Globalization;
using Sampan.Charts.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Manifests;

/// <summary>Reads the head of a rendered document.</summary>
internal static class ManifestHeadReader
{
    private const int ContextLines = 2;
    private const string MetadataType = "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string \"json:\\\"annotations\\\"\" }";

    private static readonly string[] Fields = ["apiVersion", "kind", "metadata"];

    private static readonly ManifestHead Empty = new("", "", "", new Dictionary<string, string>());

    /// <summary>The head; throws <see cref="ChartException"/> with Helm's message, which names the template.</summary>
    public static ManifestHead Read(string content, string source)
    {
        try
        {
            if (StructReader.Read(content, "releaseutil", "SimpleHead", Fields) is not { } head)
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
            throw new ChartRenderException($"YAML parse error on {source}: {exception.Message}", "render the template with --debug to see what it made", exception)
            {
                Rendered = exception.InnerException is YamlSyntaxException { Line: > 0 } error ? Excerpt(content, error.Line) : "",
            };
        }
    }

    /// <summary>The line and those around it, with their numbers.</summary>
    private static string Excerpt(string content, int line) => string.Join('\n', content.Split('\n').Index()
        .Where(entry => Math.Abs(entry.Index + 1 - line) <= ContextLines)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{(entry.Index + 1 == line ? ">" : " ")}{entry.Index + 1,4} {entry.Item}")));
}
