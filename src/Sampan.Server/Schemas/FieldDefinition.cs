using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.Schemas;

/// <summary>A field of a built-in type, or what a list or map in it holds.</summary>
public sealed class FieldDefinition : IValueSchema
{
    private readonly BuiltInTypes _types;
    private readonly string _typeName;

    internal FieldDefinition(string name, JsonElement facts, BuiltInTypes types)
    {
        _types = types;
        _typeName = facts.StringOrEmpty("ref");
        Name = name;
        OpenApiType = facts.StringOrEmpty("type");
        Format = facts.StringOrEmpty("format");
        Enum = TypeDefinition.Strings(facts, "enum");
        Default = facts.Member("default") is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        ListType = facts.StringOrEmpty("listType") switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic };
        ListMapKeys = TypeDefinition.Strings(facts, "listMapKeys");
        HasAtomicMap = facts.StringOrEmpty("mapType") == "atomic";
        PatchStrategy = ReadStrategy(facts.StringOrEmpty("patchStrategy"));
        PatchMergeKey = facts.String("patchMergeKey");
        Presence = ReadPresence(facts.StringOrEmpty("go"));
        ElementDefinition = (facts.Member("items") ?? facts.Member("values")) is { } element ? new FieldDefinition("", element, types) : null;
        List<int> path = [];
        foreach (var number in facts.Items("number"))
        {
            path.Add(number.GetInt32());
        }

        NumberPath = path;
        Shape = FindShape();
        Scalar = FindScalar();
    }

    /// <summary>A place that holds a whole object of the given type.</summary>
    internal FieldDefinition(string typeName, BuiltInTypes types)
    {
        _types = types;
        _typeName = typeName;
        Name = OpenApiType = Format = "";
        Enum = ListMapKeys = [];
        NumberPath = [];
        Shape = FindShape();
        Scalar = FindScalar();
    }

    /// <summary>The JSON name; empty for list elements and map values.</summary>
    public string Name { get; }

    /// <summary>The type of an object here, or null for scalars, lists and maps.</summary>
    public TypeDefinition? Type => field ??= _typeName.Length == 0 ? null : _types.Find(_typeName);

    /// <summary>The OpenAPI type, empty where <see cref="Type"/> says it.</summary>
    public string OpenApiType { get; }

    /// <summary>The OpenAPI format, such as <c>int32</c>; empty where there is none.</summary>
    public string Format { get; }

    /// <summary>The allowed values where the API has a closed list.</summary>
    public IReadOnlyList<string> Enum { get; }

    /// <summary>How Go holds and writes the field.</summary>
    public GoPresence Presence { get; }

    /// <summary>The protobuf field number; several where the field stands in structs that JSON inlines. Empty: not in protobuf.</summary>
    public IReadOnlyList<int> NumberPath { get; }

    /// <summary><see cref="Element"/> with all its facts.</summary>
    public FieldDefinition? ElementDefinition { get; }

    /// <inheritdoc/>
    public SchemaShape Shape { get; }

    /// <inheritdoc/>
    public ScalarType Scalar { get; }

    /// <inheritdoc/>
    public IValueSchema? Element => ElementDefinition;

    /// <inheritdoc/>
    public ListType ListType { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListMapKeys { get; }

    /// <inheritdoc/>
    public bool IsAtomic => HasAtomicMap || Type is { IsAtomic: true };

    /// <inheritdoc/>
    public PatchStrategy PatchStrategy { get; }

    /// <inheritdoc/>
    public string? PatchMergeKey { get; }

    /// <inheritdoc/>
    public JsonNode? Default { get; }

    /// <summary>Go writes a zero of a field that it never leaves out.</summary>
    public JsonNode? KeyDefault => Default ?? (!Presence.HasFlag(GoPresence.Always) ? null : Scalar switch
    {
        ScalarType.String => "",
        ScalarType.Integer => 0,
        _ => null,
    });

    private bool HasAtomicMap { get; }

    /// <inheritdoc/>
    public IValueSchema? Field(string name) => Shape switch
    {
        SchemaShape.Map => ElementDefinition,
        SchemaShape.Struct => Type!.Fields.GetValueOrDefault(name),
        _ => null,
    };

    private SchemaShape FindShape() => _typeName switch
    {
        "" => OpenApiType switch
        {
            "array" => SchemaShape.List,
            "object" => ElementDefinition is null ? SchemaShape.Untyped : SchemaShape.Map,
            "" => SchemaShape.Untyped,
            _ => SchemaShape.Scalar,
        },
        BuiltInTypes.Quantity or BuiltInTypes.IntOrString or BuiltInTypes.Time or BuiltInTypes.MicroTime => SchemaShape.Scalar,
        _ when BuiltInTypes.IsUntyped(_typeName) => SchemaShape.Untyped,
        _ => SchemaShape.Struct,
    };

    private ScalarType FindScalar() => Shape != SchemaShape.Scalar ? ScalarType.Any : _typeName switch
    {
        BuiltInTypes.Quantity => ScalarType.Quantity,
        BuiltInTypes.IntOrString => ScalarType.IntegerOrString,
        BuiltInTypes.Time => ScalarType.Time,
        BuiltInTypes.MicroTime => ScalarType.MicroTime,
        _ => OpenApiType switch
        {
            "string" => Format == "byte" ? ScalarType.Bytes : ScalarType.String,
            "integer" => ScalarType.Integer,
            "number" => ScalarType.Number,
            "boolean" => ScalarType.Boolean,
            _ => ScalarType.Any,
        },
    };

    private static PatchStrategy ReadStrategy(string text)
    {
        var strategy = PatchStrategy.None;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            strategy |= word switch { "merge" => PatchStrategy.Merge, "replace" => PatchStrategy.Replace, "retainKeys" => PatchStrategy.RetainKeys, _ => PatchStrategy.None };
        }

        return strategy;
    }

    private static GoPresence ReadPresence(string code)
    {
        var presence = GoPresence.OmitEmpty;
        foreach (var sign in code)
        {
            presence |= sign switch { '*' => GoPresence.Pointer, '!' => GoPresence.Always, '.' => GoPresence.ByValue, '~' => GoPresence.OmitZero, _ => GoPresence.OmitEmpty };
        }

        return presence;
    }
}
