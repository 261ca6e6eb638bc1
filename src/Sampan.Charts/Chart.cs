using Sampan.Charts.Metadata;

namespace Sampan.Charts;

/// <summary>A Helm chart in memory, with its subcharts. Immutable: processing returns other charts.</summary>
public sealed record Chart
{
    /// <summary>What Chart.yaml says, and requirements.yaml of a chart of apiVersion v1.</summary>
    public required ChartMetadata Metadata { get; init; }

    /// <summary>Chart.lock, or requirements.lock; null when the chart has none.</summary>
    public ChartLock? Lock { get; init; }

    /// <summary>The files under <c>templates/</c>, in the order in which they were read.</summary>
    public IReadOnlyList<ChartFile> Templates { get; init; } = [];

    /// <summary>The defaults of values.yaml: maps, lists, text, bool, double; null when the chart has no values.yaml.</summary>
    public IReadOnlyDictionary<string, object?>? Values { get; init; }

    /// <summary>values.schema.json as it is; null when the chart has none.</summary>
    public ChartFile? Schema { get; init; }

    /// <summary>Every other file: what templates reach as <c>.Files</c>, the README, and the CRDs under <c>crds/</c>.</summary>
    public IReadOnlyList<ChartFile> Files { get; init; } = [];

    /// <summary>All files of the chart as they were read, also those of subcharts: what a package is written from.</summary>
    public IReadOnlyList<ChartFile> Raw { get; init; } = [];

    /// <summary>The subcharts found under <c>charts/</c>.</summary>
    public IReadOnlyList<Chart> Dependencies { get; init; } = [];

    /// <summary>The chart's name.</summary>
    public string Name => Metadata.Name;

    /// <summary>Whether the chart only has named templates for others and cannot be installed.</summary>
    public bool IsLibrary => Metadata.Type.Equals("library", StringComparison.OrdinalIgnoreCase);

    /// <summary>The manifests under <c>crds/</c> of this chart and then of its subcharts, named <c>chart/charts/sub/crds/…</c>.</summary>
    public IEnumerable<ChartFile> CustomResourceDefinitions => DefinitionsUnder(Name);

    private IEnumerable<ChartFile> DefinitionsUnder(string path)
    {
        foreach (var file in Files.Where(file => file.Name.StartsWith("crds/", StringComparison.Ordinal) && IsManifest(file.Name)))
        {
            yield return file with { Name = $"{path}/{file.Name}" };
        }

        foreach (var file in Dependencies.SelectMany(chart => chart.DefinitionsUnder($"{path}/charts/{chart.Name}")))
        {
            yield return file;
        }
    }

    private static bool IsManifest(string name) => Path.GetExtension(name).ToLowerInvariant() is ".yaml" or ".yml" or ".json";
}
