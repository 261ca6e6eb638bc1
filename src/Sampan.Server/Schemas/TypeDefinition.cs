using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.Schemas;

/// <summary>A built-in API type: what Kubernetes' OpenAPI document, its Go types and its protobuf messages say of it.</summary>
public sealed class TypeDefinition
{
    private readonly BuiltInTypes _types;
    private readonly JsonElement _facts;
    private IReadOnlyDictionary<string, FieldDefinition>? _fields;
    private FieldDefinition[]? _inOrder;
    private FieldDefinition[]? _withLists;

    internal TypeDefinition(string name, JsonElement facts, BuiltInTypes types)
    {
        Name = name;
        _facts = facts;
        _types = types;
        IsAtomic = facts.StringOrEmpty("mapType") == "atomic";
    }

    /// <summary>Package and type, such as <c>core.v1.PodSpec</c> or <c>meta.v1.ObjectMeta</c>.</summary>
    public string Name { get; }

    /// <summary>The fields by JSON name; none for special scalars such as quantities and times.</summary>
    public IReadOnlyDictionary<string, FieldDefinition> Fields => _fields ??= ReadFields();

    /// <summary>The fields in the order in which Go declares and writes them: kind and apiVersion, then by field number.</summary>
    public IReadOnlyList<FieldDefinition> FieldsInOrder => _inOrder ??=
    [
        .. Fields.Values
            .OrderBy(entry => entry.Name switch { "kind" when IsKind => -2, "apiVersion" when IsKind => -1, _ => entry.NumberPath.ElementAtOrDefault(0) })
            .ThenBy(entry => entry.NumberPath.ElementAtOrDefault(1)),
    ];

    /// <summary>The fields that are lists which are always written, or have such lists somewhere below.</summary>
    internal IReadOnlyList<FieldDefinition> FieldsWithLists => _withLists ??= [.. Fields.Values.Where(member => HasLists(member, []))];

    /// <summary>The names of fields that the OpenAPI document requires.</summary>
    public IReadOnlyList<string> Required => Strings(_facts, "required");

    /// <summary>Whether server-side apply owns objects of this type as a whole.</summary>
    public bool IsAtomic { get; }

    /// <summary>The OpenAPI type: <c>object</c>, <c>string</c>, or empty for types with several forms.</summary>
    public string OpenApiType => _facts.StringOrEmpty("type");

    /// <summary>The kinds whose objects have this type.</summary>
    public IEnumerable<GroupVersionKind> Kinds
    {
        get
        {
            foreach (var kind in _facts.Items("gvk"))
            {
                yield return new GroupVersionKind(kind[0].GetString()!, kind[1].GetString()!, kind[2].GetString()!);
            }
        }
    }

    // Types are recursive: each is looked into once.
    private static bool HasLists(FieldDefinition field, HashSet<TypeDefinition> seen) => field.Shape switch
    {
        SchemaShape.List when field.Presence.HasFlag(GoPresence.Always) => true,
        SchemaShape.List or SchemaShape.Map => HasLists(field.ElementDefinition!, seen),
        SchemaShape.Struct => seen.Add(field.Type!) && field.Type!.Fields.Values.Any(inner => HasLists(inner, seen)),
        _ => false,
    };

    private bool IsKind => _facts.Member("gvk") is not null;

    internal static string[] Strings(JsonElement element, string name)
    {
        List<string> strings = [];
        foreach (var item in element.Items(name))
        {
            strings.Add(item.GetString()!);
        }

        return [.. strings];
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private Dictionary<string, FieldDefinition> ReadFields()
    {
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        if (_facts.Member("fields") is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                fields[member.Name] = new FieldDefinition(member.Name, member.Value, _types);
            }
        }

        return fields;
    }
}
