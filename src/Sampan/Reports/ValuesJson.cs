using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Explaining;

namespace Sampan.Reports;

using Map = Dictionary<string, object?>;

/// <summary>Explained values for programs: <c>sampan values explain -o json</c>. The shape is kept from version to version.</summary>
internal static class ValuesJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonArray Of(IReadOnlyList<ReleaseValue> values) => new([.. values.Select(Of)]);

    /// <summary>A value as compact JSON.</summary>
    public static string Text(object? value) => Of(value)?.ToJsonString(Readable) ?? "null";

    private static JsonObject Of(ReleaseValue value)
    {
        var json = Of(value.Value);
        json["reads"] = new JsonArray([.. value.Reads.Select(Of)]);
        return json;
    }

    private static JsonObject Of(ExplainedValue value) => new()
    {
        ["path"] = ValuePath.Write(value.Path),
        ["exists"] = value.Exists,
        ["value"] = Of(value.Value),
        ["origins"] = new JsonArray([.. value.Origins.Select(Of)]),
    };

    private static JsonObject Of(ValueOrigin origin) => new()
    {
        ["layer"] = ValueLayerText.Of(origin.Layer),
        ["source"] = ValueLayerText.Source(origin.Layer),
        ["line"] = origin.Position?.Line,
        ["column"] = origin.Position?.Column,
        ["path"] = ValuePath.Write(origin.Path),
        ["value"] = Of(origin.Value),
    };

    private static JsonNode? Of(object? value) => value switch
    {
        null => null,
        Map map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        List<object?> list => new JsonArray([.. list.Select(Of)]),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        double number when double.IsInteger(number) && Math.Abs(number) < 1e15 => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };
}
