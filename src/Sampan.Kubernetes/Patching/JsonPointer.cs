using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Patching;

/// <summary>A JSON pointer (RFC 6901) to a member of a document, never to the whole of it.</summary>
internal readonly struct JsonPointer
{
    private readonly string[] _parents;
    private readonly string _key;

    private JsonPointer(string[] parents, string key)
    {
        _parents = parents;
        _key = key;
    }

    public static JsonPointer Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length < 2)
        {
            throw JsonPatch.DoesNotApply();
        }

        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = parts[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return new JsonPointer(parts[1..^1], parts[^1]);
    }

    public JsonNode? Find(JsonObject document) => Container(document) switch
    {
        JsonObject members when members.TryGetPropertyValue(_key, out var value) => value,
        JsonArray items => items[Index(items)],
        _ => throw JsonPatch.DoesNotApply(),
    };

    /// <summary>Null where a member is missing, as <c>test</c> needs it.</summary>
    public JsonNode? FindOrNull(JsonObject document) =>
        Container(document) is JsonObject members ? members[_key] : Find(document);

    public void Add(JsonObject document, JsonNode? value)
    {
        switch (Container(document))
        {
            case JsonObject members:
                members[_key] = value;
                break;
            case JsonArray items when _key == "-":
                items.Add(value);
                break;
            case JsonArray items:
                items.Insert(Index(items, end: items.Count + 1), value);
                break;
            default:
                throw JsonPatch.DoesNotApply();
        }
    }

    public void Replace(JsonObject document, JsonNode? value)
    {
        switch (Container(document))
        {
            case JsonObject members:
                members[_key] = value;
                break;
            case JsonArray items:
                items[Index(items)] = value;
                break;
            default:
                throw JsonPatch.DoesNotApply();
        }
    }

    public JsonNode? Remove(JsonObject document)
    {
        switch (Container(document))
        {
            case JsonObject members when members.TryGetPropertyValue(_key, out var value):
                members.Remove(_key);
                return value;
            case JsonArray items:
                var index = Index(items);
                var item = items[index];
                items.RemoveAt(index);
                return item;
            default:
                throw JsonPatch.DoesNotApply();
        }
    }

    private JsonNode? Container(JsonObject document)
    {
        JsonNode? node = document;
        foreach (var part in _parents)
        {
            node = node switch
            {
                JsonObject members => members[part],
                JsonArray items => items[Index(items, part, items.Count)],
                _ => throw JsonPatch.DoesNotApply(),
            };
        }

        return node;
    }

    private int Index(JsonArray items, int? end = null) => Index(items, _key, end ?? items.Count);

    private static int Index(JsonArray items, string text, int end)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw JsonPatch.DoesNotApply();
        }

        index = index < 0 ? index + items.Count : index;
        return index >= 0 && index < end ? index : throw JsonPatch.DoesNotApply();
    }
}
