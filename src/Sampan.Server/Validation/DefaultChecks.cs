using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.Validation;

/// <summary>Whether the defaults of a structural schema fit the schema that they stand in: nothing unknown, valid, and by its rules.</summary>
internal static class DefaultChecks
{
    /// <summary>What is wrong with the defaults of a schema and what it holds.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="allowsUnknownFields">Whether defaults may have fields that their schema does not know.</param>
    public static IEnumerable<StatusCause> Check(StructuralSchema schema, string path, bool allowsUnknownFields = false)
    {
        var own = schema.Default is { } value ? CheckDefault(value, schema, $"{path}.default", allowsUnknownFields) : [];
        return own.Concat(Parts(schema).SelectMany(part => Check(part.Schema, path + part.Path, allowsUnknownFields)));
    }

    /// <summary>Whether a schema, or what it holds, has a default with fields that its schema does not know.</summary>
    public static bool HasUnknownFields(StructuralSchema schema) =>
        (schema.Default is { } value && SchemaPruning.HasUnknownFields(value, schema)) || Parts(schema).Any(part => HasUnknownFields(part.Schema));

    private static IEnumerable<(string Path, StructuralSchema Schema)> Parts(StructuralSchema schema)
    {
        if (schema.Items is { } items)
        {
            yield return (".items", items);
        }

        foreach (var (name, property) in schema.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            yield return ($".properties[{name}]", property);
        }
    }

    private static List<StatusCause> CheckDefault(JsonNode value, StructuralSchema schema, string path, bool allowsUnknownFields)
    {
        var errors = new FieldErrors();
        if (!allowsUnknownFields && SchemaPruning.HasUnknownFields(value, schema))
        {
            errors.InvalidAsShown(path, ShownValue.Json(value), "must not have unknown fields");
        }

        var validation = new SchemaValidation(takesAllFormats: true);
        validation.Validate(value, schema, "");
        errors.Add(validation.Causes.Select(cause => cause with { Field = cause.Field == "<nil>" ? path : $"{path}.{cause.Field}" }));
        if (validation.Causes.Count == 0)
        {
            errors.Add(RuleValidator.OfValue(schema)?.ValidateDefault(value).Select(cause => cause with { Field = Place(path, cause.Field) }) ?? []);
        }

        return [.. errors.Causes];
    }

    private static string Place(string path, string? field) => field is null or "" or "<nil>" ? path : field[0] == '[' ? path + field : $"{path}.{field}";
}
