using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Server.CustomResources;

/// <summary>The validations of one schema node.</summary>
internal sealed record SchemaRules
{
    /// <summary>The rules of a node that has none, as most.</summary>
    private static readonly SchemaRules None = new();

    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "required", "enum", "format", "pattern", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
        "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems", "allOf", "anyOf", "oneOf", "not");

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<JsonNode?> Enum { get; init; } = [];

    public string Format { get; init; } = "";

    public string PatternText { get; init; } = "";

    /// <summary>The pattern, matched in time linear in the text; null where there is none.</summary>
    public GoRegex? Pattern { get; init; }

    public double? Minimum { get; init; }

    public bool ExcludesMinimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExcludesMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public bool UniqueItems { get; init; }

    public IReadOnlyList<StructuralSchema> AllOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> AnyOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> OneOf { get; init; } = [];

    public StructuralSchema? Not { get; init; }

    public static SchemaRules Of(JsonElement node, StructuralSchema schema)
    {
        if (!HasAny(node))
        {
            return None;
        }

        var pattern = node.StringOrEmpty("pattern");
        return new SchemaRules
        {
            Required = [.. node.Items("required").Select(name => name.ToString())],
            Enum = [.. node.Items("enum").Select(value => JsonNode.Parse(value.GetRawText()))],
            Format = node.StringOrEmpty("format"),
            PatternText = pattern,
            Pattern = pattern.Length == 0 ? null : GoRegex.TryParse(pattern, out _),
            Minimum = Number(node, "minimum"),
            ExcludesMinimum = node.Boolean("exclusiveMinimum") ?? false,
            Maximum = Number(node, "maximum"),
            ExcludesMaximum = node.Boolean("exclusiveMaximum") ?? false,
            MultipleOf = Number(node, "multipleOf"),
            MinLength = node.Integer("minLength"),
            MaxLength = node.Integer("maxLength"),
            MinItems = node.Integer("minItems"),
            MaxItems = node.Integer("maxItems"),
            MinProperties = node.Integer("minProperties"),
            MaxProperties = node.Integer("maxProperties"),
            UniqueItems = node.Boolean("uniqueItems") ?? false,
            AllOf = Schemas(node, "allOf"),
            AnyOf = schema.IsIntegerOrString && IsIntegerOrStringForm(node) ? [] : Schemas(node, "anyOf"),
            OneOf = Schemas(node, "oneOf"),
            Not = node.Member("not") is { ValueKind: JsonValueKind.Object } not ? StructuralSchema.Parse(not) : null,
        };
    }

    private static bool HasAny(JsonElement node)
    {
        foreach (var member in node.ValueKind == JsonValueKind.Object ? node.EnumerateObject() : default)
        {
            if (Keywords.Contains(member.Name))
            {
                return true;
            }
        }

        return false;
    }

    // anyOf [integer, string] is how int-or-string is spelled; the type check covers it.
    private static bool IsIntegerOrStringForm(JsonElement node) =>
        node.Items("anyOf").All(option => option.GetPropertyCount() == 1 && option.StringOrEmpty("type") is "integer" or "string");

    private static List<StructuralSchema> Schemas(JsonElement node, string name) => [.. node.Items(name).Select(StructuralSchema.Parse)];

    private static double? Number(JsonElement node, string name) =>
        node.Member(name) is { ValueKind: JsonValueKind.Number } value && double.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
