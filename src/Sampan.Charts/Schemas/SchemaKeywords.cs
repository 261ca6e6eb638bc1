using System.Globalization;
using System.Text.RegularExpressions;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>Reads the keywords of one schema object, as far as its draft has them; what has the wrong type is left out.</summary>
internal sealed class SchemaKeywords(SchemaCompiler compiler, SchemaDocument document, string pointer, Dictionary<string, object?> keywords)
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    public void CompileInto(JsonSchema schema)
    {
        if (schema.Draft >= 6 && keywords.TryGetValue("const", out var constant))
        {
            (schema.HasConst, schema.Const) = (true, constant);
        }

        schema.Ref = Reference(schema, "$ref");
        if (schema.Ref is not null && schema.Draft < 2019)
        {
            // Until draft 7, a reference stands alone: what is written beside it does not count.
            return;
        }

        CompileLogic(schema);
        CompileReferences(schema);
        CompileObject(schema);
        CompileArray(schema);
        CompileScalars(schema);
    }

    private void CompileLogic(JsonSchema schema)
    {
        schema.Types = keywords.GetValueOrDefault("type") switch
        {
            string type => [type],
            List<object?> types => types.OfType<string>().ToHashSet(StringComparer.Ordinal),
            _ => null,
        };
        schema.Enum = keywords.GetValueOrDefault("enum") as List<object?>;
        schema.AllOf = SubschemaList("allOf") ?? [];
        schema.AnyOf = SubschemaList("anyOf") ?? [];
        schema.OneOf = SubschemaList("oneOf") ?? [];
        schema.Not = Subschema("not");
        if (schema.Draft >= 7)
        {
            schema.If = Subschema("if");
            schema.Then = Subschema("then");
            schema.Else = Subschema("else");
        }
    }

    private void CompileReferences(JsonSchema schema)
    {
        if (schema.Draft >= 2019)
        {
            schema.RecursiveRef = Reference(schema, "$recursiveRef");
            schema.RecursiveAnchor = keywords.GetValueOrDefault("$recursiveAnchor") is true;
        }

        if (schema.Draft >= 2020)
        {
            schema.DynamicRef = Reference(schema, "$dynamicRef");
            schema.DynamicRefAnchor = Text("$dynamicRef")?.Split('#', 2) is [_, { Length: > 0 } fragment] && fragment[0] != '/' ? fragment : "";
            schema.DynamicAnchor = Text("$dynamicAnchor") ?? "";
        }
    }

    private void CompileObject(JsonSchema schema)
    {
        schema.MinProperties = Whole("minProperties");
        schema.MaxProperties = Whole("maxProperties");
        schema.Required = Texts(keywords.GetValueOrDefault("required"));
        schema.Properties = SubschemaMap("properties")?.ToDictionary(entry => entry.Name, entry => entry.Schema, StringComparer.Ordinal);
        schema.PatternProperties = [.. (SubschemaMap("patternProperties") ?? []).Select(entry => (Compile(entry.Name, "patternProperties"), entry.Schema))];
        schema.AdditionalProperties = Additional("additionalProperties");
        schema.PropertyNames = schema.Draft >= 6 ? Subschema("propertyNames") : null;
        schema.UnevaluatedProperties = schema.Draft >= 2019 ? Subschema("unevaluatedProperties") : null;

        var dependencies = keywords.GetValueOrDefault("dependencies") as Dictionary<string, object?> ?? [];
        var dependentRequired = schema.Draft >= 2019 ? keywords.GetValueOrDefault("dependentRequired") as Dictionary<string, object?> ?? [] : [];
        schema.DependentRequired = [.. dependencies.Concat(dependentRequired)
            .Where(entry => entry.Value is List<object?>)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, Texts(entry.Value)))];
        schema.DependentSchemas = [.. dependencies
            .Where(entry => entry.Value is not List<object?>)
            .Select(entry => (Name: entry.Key, Schema: compiler.SchemaAt(document, JsonPointer.Append(pointer, "dependencies", entry.Key))))
            .Concat(schema.Draft >= 2019 ? SubschemaMap("dependentSchemas") ?? [] : [])
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)];
    }

    private void CompileArray(JsonSchema schema)
    {
        schema.MinItems = Whole("minItems");
        schema.MaxItems = Whole("maxItems");
        schema.UniqueItems = keywords.GetValueOrDefault("uniqueItems") is true;
        if (schema.Draft >= 2020)
        {
            schema.PrefixItems = SubschemaList("prefixItems");
            schema.Items = Subschema("items") is { } rest ? new JsonSchema.Additional(rest, Allowed: true) : null;
        }
        else if (SubschemaList("items") is { } first)
        {
            schema.PrefixItems = first;
            schema.Items = Additional("additionalItems");
        }
        else
        {
            schema.Items = Subschema("items") is { } all ? new JsonSchema.Additional(all, Allowed: true) : null;
        }

        schema.Contains = schema.Draft >= 6 ? Subschema("contains") : null;
        if (schema.Draft >= 2019)
        {
            schema.MinContains = Whole("minContains");
            schema.MaxContains = Whole("maxContains");
            schema.UnevaluatedItems = Subschema("unevaluatedItems");
        }
    }

    private void CompileScalars(JsonSchema schema)
    {
        schema.MinLength = Whole("minLength");
        schema.MaxLength = Whole("maxLength");
        if (Text("pattern") is { } pattern)
        {
            schema.Pattern = Compile(pattern, "pattern");
            schema.PatternText = pattern;
        }

        // From 2019 on, formats are remarks; a schema that wants them checked says so with a vocabulary of its own.
        schema.Format = schema.Draft < 2019 ? Text("format") : null;
        schema.MultipleOf = Number("multipleOf");
        (schema.Minimum, schema.ExclusiveMinimum) = Bounds("minimum", "exclusiveMinimum");
        (schema.Maximum, schema.ExclusiveMaximum) = Bounds("maximum", "exclusiveMaximum");
    }

    /// <summary>In draft 4 the exclusive keyword is a flag of the other one, later it is a bound of its own.</summary>
    private (ExactNumber? Inclusive, ExactNumber? Exclusive) Bounds(string inclusive, string exclusive) =>
        keywords.GetValueOrDefault(exclusive) is true ? (null, Number(inclusive)) : (Number(inclusive), Number(exclusive));

    private JsonSchema? Reference(JsonSchema schema, string keyword) =>
        Text(keyword) is { } reference ? compiler.Resolve(schema.Resource, reference) : null;

    private JsonSchema? Subschema(string keyword) =>
        keywords.ContainsKey(keyword) ? compiler.SchemaAt(document, JsonPointer.Append(pointer, keyword)) : null;

    private IReadOnlyList<JsonSchema>? SubschemaList(string keyword) => keywords.GetValueOrDefault(keyword) is List<object?> list
        ? [.. list.Select((_, i) => compiler.SchemaAt(document, JsonPointer.Append(pointer, keyword, i.ToString(CultureInfo.InvariantCulture))))]
        : null;

    private IEnumerable<(string Name, JsonSchema Schema)>? SubschemaMap(string keyword) => keywords.GetValueOrDefault(keyword) is Dictionary<string, object?> map
        ? map.Keys.Order(StringComparer.Ordinal).Select(name => (name, compiler.SchemaAt(document, JsonPointer.Append(pointer, keyword, name))))
        : null;

    private JsonSchema.Additional? Additional(string keyword) => keywords.GetValueOrDefault(keyword) is bool allowed
        ? new JsonSchema.Additional(null, allowed)
        : Subschema(keyword) is { } schema ? new JsonSchema.Additional(schema, Allowed: true) : null;

    private string? Text(string keyword) => keywords.GetValueOrDefault(keyword) as string;

    private ExactNumber? Number(string keyword) => (keywords.GetValueOrDefault(keyword) as SchemaNumber)?.Value;

    private int? Whole(string keyword) =>
        Number(keyword) is { IsWhole: true } number ? (int)Math.Clamp(number.ToDouble(), int.MinValue, int.MaxValue) : null;

    private static IReadOnlyList<string> Texts(object? value) => value is List<object?> list ? [.. list.OfType<string>()] : [];

    private Regex Compile(string pattern, string keyword)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (ArgumentException exception)
        {
            var place = $"{document.Url.OriginalString}#{JsonPointer.Append(pointer, keyword)}";
            throw new SchemaException($"invalid regex {GoText.Quote(pattern)} at {GoText.Quote(place)}: {exception.Message}");
        }
    }
}
