using Sampan.Charts.Dependencies;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;

namespace Sampan.Charts.Testing.Suites;

using Map = Dictionary<string, object?>;

/// <summary>Suites that a chart renders: every document of its templates is one.</summary>
internal static class RenderedSuites
{
    /// <summary>The suites of the chart in a folder. Throws <see cref="ChartException"/> when it does not render or renders something else.</summary>
    public static IReadOnlyList<TestSuite> Of(string folder, SuiteReader reader)
    {
        if (!File.Exists(Path.Combine(folder, "Chart.yaml")))
        {
            throw new ChartException($"{folder} is no chart: Chart.yaml is missing");
        }

        var chart = ChartLoader.Load(folder);
        var processed = DependencyProcessing.Process(chart, new Map(), static _ => { });
        var values = ChartRenderer.CoalesceAndValidate(processed, new Map(), RenderOptions.Default, static _ => { });
        var release = new ReleaseIdentity("TEST-SUITE-RELEASE", "NAMESPACE", 1, IsInstall: false);
        var files = TemplateRendering.Render(processed, TopValues.Of(release, Capabilities.Default, values), RenderOptions.Default);
        return [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => Read(file.Key, file.Value, chart.Name, folder, reader))];
    }

    private static List<TestSuite> Read(string name, string text, string chart, string folder, SuiteReader reader)
    {
        var path = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(folder, name[(chart.Length + 1)..]));
        List<TestSuite> suites = [];
        foreach (var (part, line) in SuiteDocuments.Split(text))
        {
            var suite = reader.Read(new SuiteText(path, part, line)) ?? throw new ChartException($"test suite template ({name}) file did not render a manifest");
            suites.Add(suite switch
            {
                { Name: "" } => throw new ChartException($"test suite template ({name}): helm chart based test suites must include `suite` field"),
                { SnapshotId: "" } => suite with { SnapshotId = $"{suites.Count}" },
                _ => suite,
            });
        }

        return suites.Count > 0 ? suites : throw new ChartException($"test suite template ({name}) file did not render a manifest");
    }
}
