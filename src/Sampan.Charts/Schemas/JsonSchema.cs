using System.Text.RegularExpressions;

namespace Sampan.Charts.Schemas;

/// <summary>One schema or subschema, ready to check values. Absent keywords are null or empty.</summary>
internal sealed class JsonSchema(string location, SchemaResource resource)
{
    public static readonly string[] TypeNames = ["null", "boolean", "number", "integer", "string", "array", "object"];

    /// <summary>Where it is: the document's address and the place in it.</summary>
    public string Location => location;

    public SchemaResource Resource => resource;

    public int Draft => resource.Draft;

    /// <summary>The schemas <c>true</c> (and <c>{}</c>) and <c>false</c>.</summary>
    public bool? Always { get; set; }

    public HashSet<string>? Types { get; set; }

    public bool HasConst { get; set; }

    public object? Const { get; set; }

    public List<object?>? Enum { get; set; }

    public string? Format { get; set; }

    public JsonSchema? Ref { get; set; }

    public JsonSchema? RecursiveRef { get; set; }

    public JsonSchema? DynamicRef { get; set; }

    public string DynamicRefAnchor { get; set; } = "";

    public bool RecursiveAnchor { get; set; }

    public string DynamicAnchor { get; set; } = "";

    public IReadOnlyList<JsonSchema> AllOf { get; set; } = [];

    public IReadOnlyList<JsonSchema> AnyOf { get; set; } = [];

    public IReadOnlyList<JsonSchema> OneOf { get; set; } = [];

    public JsonSchema? Not { get; set; }

    public JsonSchema? If { get; set; }

    public JsonSchema? Then { get; set; }

    public JsonSchema? Else { get; set; }

    public int? MinProperties { get; set; }

    public int? MaxProperties { get; set; }

    public IReadOnlyList<string> Required { get; set; } = [];

    public IReadOnlyDictionary<string, JsonSchema>? Properties { get; set; }

    public IReadOnlyList<(Regex Pattern, JsonSchema Schema)> PatternProperties { get; set; } = [];

    public Additional? AdditionalProperties { get; set; }

    public JsonSchema? PropertyNames { get; set; }

    public JsonSchema? UnevaluatedProperties { get; set; }

    /// <summary>Of the old <c>dependencies</c> keyword and of <c>dependentSchemas</c>, in that order.</summary>
    public IReadOnlyList<(string Property, JsonSchema Schema)> DependentSchemas { get; set; } = [];

    /// <summary>Of the old <c>dependencies</c> keyword and of <c>dependentRequired</c>, in that order.</summary>
    public IReadOnlyList<(string Property, IReadOnlyList<string> Required)> DependentRequired { get; set; } = [];

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public bool UniqueItems { get; set; }

    /// <summary>The schemas of the first items: <c>prefixItems</c>, or <c>items</c> as a list in older drafts.</summary>
    public IReadOnlyList<JsonSchema>? PrefixItems { get; set; }

    /// <summary>The schema of the items after those: <c>items</c>, or <c>additionalItems</c> in older drafts.</summary>
    public Additional? Items { get; set; }

    public JsonSchema? Contains { get; set; }

    public int? MinContains { get; set; }

    public int? MaxContains { get; set; }

    public JsonSchema? UnevaluatedItems { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public Regex? Pattern { get; set; }

    public string PatternText { get; set; } = "";

    public ExactNumber? Minimum { get; set; }

    public ExactNumber? Maximum { get; set; }

    public ExactNumber? ExclusiveMinimum { get; set; }

    public ExactNumber? ExclusiveMaximum { get; set; }

    public ExactNumber? MultipleOf { get; set; }

    /// <summary>What holds for properties or items that no other keyword covers: a schema, or a flat yes or no.</summary>
    public sealed record Additional(JsonSchema? Schema, bool Allowed);
}
