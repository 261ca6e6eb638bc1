using System.Text.Json;

namespace Sampan.Charts.Registries;

/// <summary>Several artifacts under one tag, as a chart beside the images that it runs (image index of the OCI image specification).</summary>
internal static class ArtifactIndex
{
    private const int MaximumEntries = 100;

    /// <summary>
    /// The manifests of an index that may be a chart's: those that say so by their artifact type, else, as older indexes
    /// say nothing, all of them. Null when the content is no index. Throws <see cref="ChartException"/> when it is malformed.
    /// </summary>
    public static IReadOnlyList<ArtifactDescriptor>? Candidates(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("manifests", out var manifests))
            {
                return null;
            }

            var entries = manifests.EnumerateArray()
                .Select(entry => (Says: entry.TryGetProperty("artifactType", out var type) ? type.GetString() : null, Descriptor: ArtifactDescriptor.Read(entry)))
                .Where(entry => entry.Descriptor.MediaType == ChartMediaTypes.Manifest)
                .ToList();
            var charts = entries.Where(entry => entry.Says == ChartMediaTypes.Config).ToList();
            return [.. (charts.Count > 0 ? charts : entries).Select(entry => entry.Descriptor).Take(MaximumEntries)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ChartException($"malformed index: {exception.Message}", "push the artifacts anew", exception);
        }
    }
}
