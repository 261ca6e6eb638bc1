using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.Requests;

/// <summary>Reads JSON as Go does where the framework is stricter: of a member that is named twice, the last counts.</summary>
internal static class LenientJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    /// <summary>The text's value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasDuplicates">Whether a member is named twice somewhere.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> text, out bool hasDuplicates)
    {
        hasDuplicates = false;
        var reader = new Utf8JsonReader(text, Options);
        reader.Read();
        var value = ReadValue(ref reader, ref hasDuplicates);
        reader.Read();
        return value;
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, ref bool hasDuplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, ref hasDuplicates);
            case JsonTokenType.StartArray:
                var items = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, ref hasDuplicates));
                }

                return items;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            default:
                // Numbers keep their text, which the parsed form of an element does.
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader, ref bool hasDuplicates)
    {
        var members = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = ReadValue(ref reader, ref hasDuplicates);
            if (!members.TryAdd(name, value))
            {
                hasDuplicates = true;
                members[name] = value;
            }
        }

        return members;
    }
}
