using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Metadata;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Rendering;

/// <summary>A chart in the form of Helm's release records: file contents in base64, subcharts left out as Helm leaves them out.</summary>
internal static class ChartJson
{
    public static JsonObject Of(Chart chart) => new()
    {
        ["metadata"] = FieldEntry.ToJson(MetadataValues.Of(chart.Metadata)),
        ["lock"] = null,
        ["templates"] = Files(chart.Templates),
        ["values"] = chart.Values is null ? new JsonObject() : FieldEntry.ToJson(chart.Values.ToDictionary(StringComparer.Ordinal)),
        ["schema"] = chart.Schema is null ? null : Convert.ToBase64String(chart.Schema.Data.Span),
        ["files"] = Files(chart.Files),
    };

    private static JsonArray Files(IEnumerable<ChartFile> files) => new([.. files.Select(file => new JsonObject
    {
        ["name"] = file.Name,
        ["data"] = Convert.ToBase64String(file.Data.Span),
    })]);
}
