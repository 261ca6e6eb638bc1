using System.Text;
using Sampan.Charts.Manifests;

namespace Sampan.Charts.Rendering;

/// <summary>What a chart became for one release.</summary>
public sealed record RenderedChart
{
    /// <summary>The chart as it was rendered: disabled subcharts gone, aliases applied, values imported.</summary>
    public required Chart Chart { get; init; }

    /// <summary>The values that the chart's templates saw: the user's over those of the chart and its subcharts.</summary>
    public required IReadOnlyDictionary<string, object?> Values { get; init; }

    /// <summary>The manifests, in install order.</summary>
    public required IReadOnlyList<RenderedManifest> Manifests { get; init; }

    /// <summary>The hooks, in install order of their kinds; each event runs them by weight.</summary>
    public required IReadOnlyList<RenderedHook> Hooks { get; init; }

    /// <summary>The rendered NOTES.txt; empty when the chart has none.</summary>
    public required string Notes { get; init; }

    /// <summary>What Helm warns about, in its words.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The CRDs that installing creates first; they are not rendered.</summary>
    public IEnumerable<ChartFile> CustomResourceDefinitions => Chart.CustomResourceDefinitions;

    /// <summary>The manifests as one text, as release records keep it: each after <c>---</c> and <c># Source: path</c>.</summary>
    /// <param name="includeDefinitions">Whether the CRDs come first.</param>
    public string ManifestText(bool includeDefinitions = false)
    {
        var text = new StringBuilder();
        AppendManifests(text, includeDefinitions);
        return text.ToString();
    }

    /// <summary>Appends what <see cref="ManifestText"/> gives.</summary>
    internal void AppendManifests(StringBuilder text, bool includeDefinitions)
    {
        foreach (var definition in includeDefinitions ? CustomResourceDefinitions : [])
        {
            Append(text, definition.Name, definition.Text);
        }

        foreach (var manifest in Manifests)
        {
            Append(text, manifest.Source, manifest.Content);
        }
    }

    /// <summary>Appends a document under its source, as every text of Helm's has it.</summary>
    internal static void Append(StringBuilder text, string source, string content) =>
        text.Append("---\n# Source: ").Append(source).Append('\n').Append(content).Append('\n');
}
