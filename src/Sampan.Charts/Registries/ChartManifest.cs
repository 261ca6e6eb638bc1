using System.Text;
using System.Text.Json;
using Sampan.Charts.Downloads;
using Sampan.Charts.Text;

namespace Sampan.Charts.Registries;

/// <summary>The manifest of a chart in a registry: its configuration (the metadata), its package, and its provenance where there is one.</summary>
internal sealed record ChartManifest(ArtifactDescriptor Config, IReadOnlyList<ArtifactDescriptor> Layers)
{
    private const string NoChart = "the reference names something that is no chart";

    /// <summary>The package.</summary>
    public ArtifactDescriptor? Package => Layers.FirstOrDefault(layer => layer.MediaType == ChartMediaTypes.Chart) ?? Layers.FirstOrDefault(layer => layer.MediaType == ChartMediaTypes.OldChart);

    /// <summary>The provenance file.</summary>
    public ArtifactDescriptor? Provenance => Layers.FirstOrDefault(layer => layer.MediaType == ChartMediaTypes.Provenance);

    /// <summary>Reads a manifest; throws <see cref="ChartException"/> when it is none, or not a chart's.</summary>
    public static ChartManifest Read(byte[] content)
    {
        var manifest = Parse(content) ?? throw new ChartException("manifest does not contain minimum number of descriptors (2), descriptors found: 0", NoChart);
        return manifest.IsChart ? manifest : throw new ChartException($"could not load config with mediatype {ChartMediaTypes.Config}", NoChart);
    }

    /// <summary>Reads the manifest of any artifact; null when it is not a chart's. Throws <see cref="ChartException"/> when it is malformed.</summary>
    public static ChartManifest? Find(byte[] content) => Parse(content) is { IsChart: true } chart ? chart : null;

    /// <summary>The manifest as it is pushed.</summary>
    public byte[] Write(Dictionary<string, object?> annotations) => Encoding.UTF8.GetBytes(GoJson.Write(new Dictionary<string, object?>
    {
        ["schemaVersion"] = 2L,
        ["config"] = Config.Values,
        ["layers"] = Layers.OrderBy(layer => layer.Digest, StringComparer.Ordinal).Select(layer => layer.Values).ToList<object?>(),
        ["annotations"] = annotations,
    }));

    /// <summary>The descriptor of some content.</summary>
    public static ArtifactDescriptor Describe(string mediaType, ReadOnlySpan<byte> content) => new(mediaType, $"sha256:{ContentDigest.Of(content)}", content.Length);

    private bool IsChart => Config.MediaType == ChartMediaTypes.Config;

    /// <summary>Null when there is no configuration or no layer list, as in artifacts of other kinds.</summary>
    private static ChartManifest? Parse(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.TryGetProperty("config", out var config) && json.RootElement.TryGetProperty("layers", out var layers)
                ? new ChartManifest(ArtifactDescriptor.Read(config), [.. layers.EnumerateArray().Select(ArtifactDescriptor.Read)])
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ChartException($"malformed manifest: {exception.Message}", "push the chart anew", exception);
        }
    }
}
