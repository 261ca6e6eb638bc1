using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.CustomResources;

/// <summary>One node of a CustomResourceDefinition's <c>openAPIV3Schema</c>: what pruning, defaulting and merging need of it.</summary>
internal sealed class StructuralSchema : IValueSchema
{
    private readonly Dictionary<string, StructuralSchema> _properties = new(StringComparer.Ordinal);

    private StructuralSchema(JsonElement node)
    {
        Type = node.StringOrEmpty("type");
        IsNullable = node.Boolean("nullable") ?? false;
        PreservesUnknownFields = node.Boolean("x-kubernetes-preserve-unknown-fields") ?? false;
        IsEmbeddedResource = node.Boolean("x-kubernetes-embedded-resource") ?? false;
        IsIntegerOrString = node.Boolean("x-kubernetes-int-or-string") ?? false;
        Default = node.Member("default") is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        ListType = node.StringOrEmpty("x-kubernetes-list-type") switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic };
        IsAtomic = node.StringOrEmpty("x-kubernetes-map-type") == "atomic";
        List<string> keys = [];
        foreach (var key in node.Items("x-kubernetes-list-map-keys"))
        {
            keys.Add(key.ToString());
        }

        ListMapKeys = keys;
        foreach (var property in node.Member("properties") is { ValueKind: JsonValueKind.Object } properties ? properties.EnumerateObject() : default)
        {
            _properties[property.Name] = new StructuralSchema(property.Value);
        }

        Items = node.Member("items") is { ValueKind: JsonValueKind.Object } items ? new StructuralSchema(items) : null;
        Values = node.Member("additionalProperties") is { ValueKind: JsonValueKind.Object } values ? new StructuralSchema(values) : null;
        AllowsAnyProperty = node.Boolean("additionalProperties") ?? false;
        Rules = SchemaRules.Of(node, this);
        Validations = [.. node.Items("x-kubernetes-validations").Select(ValidationRule.Parse)];
    }

    /// <summary>The OpenAPI type, empty where several are allowed.</summary>
    public string Type { get; }

    public bool IsNullable { get; }

    public bool PreservesUnknownFields { get; }

    public bool IsEmbeddedResource { get; }

    public bool IsIntegerOrString { get; }

    /// <summary>Whether any property may have any value (<c>additionalProperties: true</c>).</summary>
    public bool AllowsAnyProperty { get; }

    public IReadOnlyDictionary<string, StructuralSchema> Properties => _properties;

    /// <summary>The schema of an array's elements, or null.</summary>
    public StructuralSchema? Items { get; }

    /// <summary>The schema of free properties' values, or null.</summary>
    public StructuralSchema? Values { get; }

    /// <summary>What values must satisfy beyond their type.</summary>
    public SchemaRules Rules { get; }

    /// <summary>The expressions that values must satisfy.</summary>
    public IReadOnlyList<ValidationRule> Validations { get; }

    /// <inheritdoc/>
    public SchemaShape Shape => Type switch
    {
        "object" => Values is null && !AllowsAnyProperty ? SchemaShape.Struct : SchemaShape.Map,
        "array" => SchemaShape.List,
        "" => IsIntegerOrString ? SchemaShape.Scalar : SchemaShape.Untyped,
        _ => SchemaShape.Scalar,
    };

    /// <inheritdoc/>
    public ScalarType Scalar => IsIntegerOrString ? ScalarType.IntegerOrString : Type switch
    {
        "string" => ScalarType.String,
        "integer" => ScalarType.Integer,
        "number" => ScalarType.Number,
        "boolean" => ScalarType.Boolean,
        _ => ScalarType.Any,
    };

    /// <inheritdoc/>
    public IValueSchema? Element => Items ?? Values ?? (IValueSchema)UntypedSchema.Instance;

    /// <inheritdoc/>
    public ListType ListType { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListMapKeys { get; }

    /// <inheritdoc/>
    public bool IsAtomic { get; }

    /// <inheritdoc/>
    public PatchStrategy PatchStrategy => PatchStrategy.None;

    /// <inheritdoc/>
    public string? PatchMergeKey => null;

    /// <inheritdoc/>
    public JsonNode? Default { get; }

    public static StructuralSchema Parse(JsonElement node) => new(node);

    /// <inheritdoc/>
    public IValueSchema? Field(string name)
    {
        if (_properties.TryGetValue(name, out var property))
        {
            return property;
        }

        if (IsEmbeddedResource && CustomResourceSchema.ObjectField(name) is { } field)
        {
            return field;
        }

        return (IValueSchema?)Values ?? (PreservesUnknownFields || AllowsAnyProperty ? UntypedSchema.Instance : null);
    }
}
