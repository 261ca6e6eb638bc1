using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Rendering;

namespace Sampan.Conformance.Charts;

/// <summary>The table of the engine itself: templates rendered with whatever they see as <c>.</c>.</summary>
internal sealed class EngineDataArea : IConformanceArea
{
    public string Name => "cli-engine-data";

    public IEnumerable<ConformanceCase> Cases(string corpus) =>
        CaseFile.Read(Path.Combine(corpus, "cli/engine-data/cases.json")).Select(@case => ConformanceCase.Of(CaseFile.Name(@case), () => Run(@case)));

    private static Outcome Run(JsonElement @case)
    {
        var error = CaseFile.Find(@case, "error")?.GetString();
        var options = new RenderOptions { Strict = @case.GetProperty("strict").GetBoolean(), Lint = @case.GetProperty("lint").GetBoolean() };
        try
        {
            var chart = WorkingChart.Of(ChartData.Read(@case.GetProperty("chart"))).Finish();
            var files = TemplateRendering.Render(chart, Top(@case.GetProperty("top")), options);
            return error is null
                ? ValueJson.Compare(JsonNode.Parse(@case.GetProperty("expected").GetRawText()), new JsonObject(files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value))))
                : Outcome.Failed($"expected {error}");
        }
        catch (ChartException exception)
        {
            return exception.Message == error ? Outcome.Passed : Outcome.Failed($"expected {error ?? "no error"} got {exception.Message}");
        }
    }

    /// <summary>Capabilities are given as JSON, but templates see the object that Helm has in their place.</summary>
    private static Dictionary<string, object?> Top(JsonElement json)
    {
        var top = ValueJson.ToMap(json);
        if (CaseFile.Find(json, "Capabilities") is { } capabilities)
        {
            var version = capabilities.GetProperty("KubeVersion");
            top["Capabilities"] = new CapabilitiesObject(new Capabilities
            {
                KubeVersion = new KubeVersion(version.GetProperty("Version").GetString()!, version.GetProperty("Major").GetString()!, version.GetProperty("Minor").GetString()!),
                ApiVersions = [.. capabilities.GetProperty("APIVersions").EnumerateArray().Select(item => item.GetString()!)],
            });
        }

        return top;
    }
}
