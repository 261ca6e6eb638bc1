using System.Globalization;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>A JSON document that holds schemas, and the resources found in it.</summary>
internal sealed class SchemaDocument
{
    private const int LatestDraft = 2020;

    private static readonly string[] SchemaKeywords =
    [
        "not", "if", "then", "else", "items", "additionalItems", "contains", "additionalProperties", "propertyNames",
        "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ];

    private static readonly string[] SchemaListKeywords = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    private static readonly string[] SchemaMapKeywords =
        ["properties", "patternProperties", "dependentSchemas", "dependencies", "definitions", "$defs"];

    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);

    public SchemaDocument(Uri url, object? root)
    {
        Url = url;
        Root = root;
        var draft = root is Dictionary<string, object?> map ? DraftOf(map) ?? LatestDraft : LatestDraft;
        Collect(root, "", url, draft);
    }

    public Uri Url { get; }

    public object? Root { get; }

    public IEnumerable<SchemaResource> Resources => _resources.Values;

    /// <summary>The innermost resource that holds a place.</summary>
    public SchemaResource ResourceAt(string pointer)
    {
        while (true)
        {
            if (_resources.TryGetValue(pointer, out var resource))
            {
                return resource;
            }

            pointer = pointer[..pointer.LastIndexOf('/')];
        }
    }

    /// <summary>What is at a JSON pointer; throws <see cref="SchemaException"/> when nothing is.</summary>
    public object? ValueAt(string pointer)
    {
        var value = Root;
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            if (value is Dictionary<string, object?> map && map.TryGetValue(token, out var property))
            {
                value = property;
            }
            else if (value is List<object?> list && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count)
            {
                value = list[index];
            }
            else
            {
                throw new SchemaException($"json-pointer in {GoText.Quote($"{Url}#{pointer}")} not found");
            }
        }

        return value;
    }

    private void Collect(object? schema, string pointer, Uri @base, int draft)
    {
        if (schema is not Dictionary<string, object?> map)
        {
            if (pointer.Length == 0)
            {
                _resources[pointer] = new SchemaResource(this, pointer, @base, draft);
            }

            return;
        }

        var id = IdOf(map, draft);
        var address = id.Split('#')[0];
        if (address.Length > 0 || pointer.Length == 0)
        {
            @base = address.Length > 0 && Uri.TryCreate(@base, address, out var resolved) ? resolved : @base;
            draft = address.Length > 0 ? DraftOf(map) ?? draft : draft;
            _resources[pointer] = new SchemaResource(this, pointer, @base, draft);
        }

        CollectAnchors(map, pointer, id, draft);
        foreach (var keyword in SchemaKeywords.Where(map.ContainsKey))
        {
            Collect(map[keyword], JsonPointer.Append(pointer, keyword), @base, draft);
        }

        foreach (var keyword in SchemaListKeywords)
        {
            if (map.GetValueOrDefault(keyword) is List<object?> list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    Collect(list[i], JsonPointer.Append(pointer, keyword, i.ToString(CultureInfo.InvariantCulture)), @base, draft);
                }
            }
        }

        foreach (var keyword in SchemaMapKeywords)
        {
            foreach (var (name, value) in map.GetValueOrDefault(keyword) as Dictionary<string, object?> ?? [])
            {
                Collect(value, JsonPointer.Append(pointer, keyword, name), @base, draft);
            }
        }
    }

    private void CollectAnchors(Dictionary<string, object?> map, string pointer, string id, int draft)
    {
        var resource = ResourceAt(pointer);
        if (draft < 2019)
        {
            if (id.Contains('#') && id.Split('#', 2)[1] is { Length: > 0 } fragment)
            {
                resource.Anchors[fragment] = pointer;
            }

            return;
        }

        if (map.GetValueOrDefault("$anchor") is string anchor)
        {
            resource.Anchors[anchor] = pointer;
        }

        if (draft >= 2020 && map.GetValueOrDefault("$dynamicAnchor") is string dynamicAnchor)
        {
            resource.Anchors[dynamicAnchor] = pointer;
            resource.DynamicAnchors.Add(dynamicAnchor);
        }
    }

    private static string IdOf(Dictionary<string, object?> map, int draft) =>
        draft < 2019 && map.ContainsKey("$ref") ? "" : map.GetValueOrDefault(draft == 4 ? "id" : "$id") as string ?? "";

    private static int? DraftOf(Dictionary<string, object?> map) => map.GetValueOrDefault("$schema") is not string address ? null : Plain(address) switch
    {
        "json-schema.org/schema" or "json-schema.org/draft/2020-12/schema" => 2020,
        "json-schema.org/draft/2019-09/schema" => 2019,
        "json-schema.org/draft-07/schema" => 7,
        "json-schema.org/draft-06/schema" => 6,
        "json-schema.org/draft-04/schema" => 4,
        _ => null,
    };

    private static string Plain(string address)
    {
        address = address.Split('#')[0];
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? address : address[(scheme + 3)..];
    }
}
