using System.Text;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Manifests;
using Sampan.Charts.Schemas;
using Sampan.Charts.Values;
using Sampan.Charts.Versions;

namespace Sampan.Charts.Rendering;

/// <summary>Renders charts, as Helm 3.21 does: a function from a chart, values and a release to manifests.</summary>
public static class ChartRenderer
{
    private const string NotesFile = "NOTES.txt";

    /// <summary>
    /// Renders a chart: settles its dependencies, lays the values over its defaults, checks them against its schemas,
    /// executes its templates and sorts what they made.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="values">The user's values: maps are <c>Dictionary&lt;string, object?&gt;</c>, lists <c>List&lt;object?&gt;</c>. They are not changed.</param>
    /// <param name="release">The release.</param>
    /// <param name="capabilities">The cluster's; null: <see cref="Capabilities.Default"/>.</param>
    /// <param name="options">How to render; null: <see cref="RenderOptions.Default"/>.</param>
    /// <exception cref="ChartException">With Helm's message, which names template, line and column.</exception>
    public static RenderedChart Render(Chart chart, IReadOnlyDictionary<string, object?> values, ReleaseIdentity release, Capabilities? capabilities = null, RenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(release);
        capabilities ??= Capabilities.Default;
        options ??= RenderOptions.Default;
        List<string> warnings = [];

        var processed = DependencyProcessing.Process(chart, values, warnings.Add);
        var coalesced = CoalesceAndValidate(processed, values, options, warnings.Add);
        var required = processed.Chart.Metadata.KubeVersion;
        if (required.Length > 0 && !ChartVersions.IsCompatible(required, capabilities.KubeVersion.Version))
        {
            throw new ChartRenderException($"chart requires kubeVersion: {required} which is incompatible with Kubernetes {capabilities.KubeVersion.Version}");
        }

        var top = TopValues.Of(release, capabilities, coalesced);
        var files = TemplateRendering.Render(processed, top, options);
        var notes = TakeNotes(files, processed, options.RenderSubchartNotes);
        var sorted = ManifestSorting.Sort(files, KindOrder.Install, warnings.Add);
        return new RenderedChart
        {
            Chart = processed.Chart,
            Values = coalesced,
            Manifests = sorted.Manifests,
            Hooks = sorted.Hooks,
            Notes = notes,
            Warnings = warnings,
        };
    }

    internal static Dictionary<string, object?> CoalesceAndValidate(ProcessedChart chart, IReadOnlyDictionary<string, object?> values, RenderOptions options, Action<string> warn)
    {
        var coalesced = new ValueCoalescing(keepNulls: false, warn).Coalesce(chart, values);
        if (!options.SkipSchemaValidation && new ValuesSchema(options.FetchSchema).Validate(chart, coalesced) is { Length: > 0 } errors)
        {
            throw new ChartException($"values don't meet the specifications of the schema(s) in the following chart(s):\n{errors}");
        }

        return coalesced;
    }

    /// <summary>Takes the notes out of the rendered files; those of subcharts only where they are wanted.</summary>
    private static string TakeNotes(Dictionary<string, string> files, ProcessedChart chart, bool withSubcharts)
    {
        var own = $"{chart.Name}/templates/{NotesFile}";
        var notes = new StringBuilder();
        foreach (var name in files.Keys.Where(name => name.EndsWith(NotesFile, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray())
        {
            if (withSubcharts || name == own)
            {
                notes.Append(notes.Length > 0 ? "\n" : "").Append(files[name]);
            }

            files.Remove(name);
        }

        return notes.ToString();
    }
}
