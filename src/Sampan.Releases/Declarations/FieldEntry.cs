using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>A value of a declaration and where it stands.</summary>
internal readonly record struct FieldEntry(object? Value, FieldPath Path, DeclarationText Document)
{
    public DeclarationException Error(string what) => Document.Error(what, Path);

    public string AsText() => Value switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        long or double => Convert.ToString(Value, CultureInfo.InvariantCulture)!,
        _ => throw Error($"must be text, not {FieldReader.Describe(Value)}"),
    };

    public FieldReader AsMap() => Value switch
    {
        Map map => new FieldReader(map, Path, Document),
        null => new FieldReader([], Path, Document),
        _ => throw Error($"must be a mapping, not {FieldReader.Describe(Value)}"),
    };

    /// <summary>The value as JSON.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        Map map => new JsonObject(map.Select(field => KeyValuePair.Create(field.Key, ToJson(field.Value)))),
        List<object?> list => new JsonArray([.. list.Select(ToJson)]),
        string text => JsonValue.Create(text),
        bool boolean => JsonValue.Create(boolean),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
