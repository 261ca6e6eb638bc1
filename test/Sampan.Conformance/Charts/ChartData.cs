using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Metadata;

namespace Sampan.Conformance.Charts;

/// <summary>Charts as the function tables write them: <c>{metadata, values, schema?, templates?, files?, dependencies?}</c>.</summary>
internal static class ChartData
{
    public static Chart Read(JsonElement chart) => new()
    {
        Metadata = MetadataReader.Read(chart.GetProperty("metadata").GetRawText()),
        Values = CaseFile.Find(chart, "values") is { } values ? ValueJson.ToMap(values) : null,
        Schema = CaseFile.Find(chart, "schema") is { } schema ? File("values.schema.json", schema) : null,
        Templates = Files(chart, "templates"),
        Files = Files(chart, "files"),
        Dependencies = CaseFile.Find(chart, "dependencies") is { } dependencies ? [.. dependencies.EnumerateArray().Select(Read)] : [],
    };

    public static JsonObject Write(Chart chart)
    {
        var json = new JsonObject
        {
            ["metadata"] = ValueJson.ToNode(MetadataValues.Of(chart.Metadata)),
            ["values"] = ValueJson.ToNode(chart.Values),
        };
        Add(json, "templates", chart.Templates.Select(Write));
        Add(json, "files", chart.Files.Select(Write));
        Add(json, "dependencies", chart.Dependencies.Select(Write));
        if (chart.Schema is { } schema)
        {
            json["schema"] = schema.Text;
        }

        return json;
    }

    private static void Add(JsonObject json, string name, IEnumerable<JsonObject> items)
    {
        JsonNode[] array = [.. items];
        if (array.Length > 0)
        {
            json[name] = new JsonArray(array);
        }
    }

    private static JsonObject Write(ChartFile file) => new() { ["data"] = file.Text, ["name"] = file.Name };

    private static ChartFile[] Files(JsonElement chart, string property) => CaseFile.Find(chart, property) is { } files
        ? [.. files.EnumerateArray().Select(file => File(file.GetProperty("name").GetString()!, file.GetProperty("data")))]
        : [];

    private static ChartFile File(string name, JsonElement data) => new(name, Encoding.UTF8.GetBytes(data.GetString()!));
}
