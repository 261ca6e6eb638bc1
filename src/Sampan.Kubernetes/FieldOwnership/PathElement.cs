using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>
/// One step of a path in the form of FieldsV1: <c>f:name</c> a field, <c>k:{"name":"x"}</c> an element of a list by its key
/// fields, <c>v:"x"</c> an element of a set by its value, <c>i:0</c> an element by its index.
/// </summary>
public readonly record struct PathElement(string Text) : IComparable<PathElement>
{
    /// <summary>Whether it names a field of an object.</summary>
    public bool IsField => Text.StartsWith("f:", StringComparison.Ordinal);

    /// <summary>What follows the prefix.</summary>
    public string Content => Text[2..];

    /// <summary>A field.</summary>
    public static PathElement Field(string name) => new("f:" + name);

    /// <summary>An element of a set.</summary>
    public static PathElement Value(JsonNode? value) => new("v:" + Json(value));

    /// <summary>An element of a keyed list; the keys are written in their alphabetical order.</summary>
    public static PathElement Key(IEnumerable<KeyValuePair<string, JsonNode?>> keys)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in keys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            sorted[name] = value?.DeepClone();
        }

        return new PathElement("k:" + Json(sorted));
    }

    /// <summary>Reads the form of FieldsV1.</summary>
    /// <exception cref="FormatException">The text has none of the known prefixes.</exception>
    public static PathElement Parse(string text)
    {
        if (text.Length < 2 || text[1] != ':' || text[0] is not ('f' or 'k' or 'v' or 'i'))
        {
            throw new FormatException($"\"{text}\" is no element of a field path.");
        }

        return text[0] switch
        {
            'k' when JsonNode.Parse(text[2..]) is JsonObject keys => Key(keys),
            'v' => Value(JsonNode.Parse(text[2..])),
            _ => new PathElement(text),
        };
    }

    /// <inheritdoc/>
    public int CompareTo(PathElement other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>As messages show it: <c>.name</c>, <c>[name="x"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Text[0] switch
    {
        'f' => "." + Content,
        'k' => $"[{string.Join(',', JsonNode.Parse(Content)!.AsObject().Select(key => $"{key.Key}={Json(key.Value)}"))}]",
        'v' => $"[={Content}]",
        _ => $"[{Content}]",
    };

    private static string Json(JsonNode? value) => value is null ? "null" : System.Text.Encoding.UTF8.GetString(value.ToUtf8Bytes());
}
