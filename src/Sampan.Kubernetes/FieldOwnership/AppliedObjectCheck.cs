using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Whether an applied object fits its schema: unknown fields, wrong types and ambiguous list elements make an apply impossible.</summary>
public static class AppliedObjectCheck
{
    /// <summary>What is wrong, each as <c>.path: problem</c> in structured-merge-diff's words; none if the object fits.</summary>
    public static IReadOnlyList<string> Errors(JsonObject applied, IValueSchema schema)
    {
        List<string> errors = [];
        Check(applied, schema, "", errors);
        return errors;
    }

    private static void Check(JsonNode? value, IValueSchema schema, string path, List<string> errors)
    {
        switch (schema.Shape, value)
        {
            case (_, null) or (SchemaShape.Untyped, _):
                break;
            case (SchemaShape.Struct or SchemaShape.Map, JsonObject members):
                CheckMembers(members, schema, path, errors);
                break;
            case (SchemaShape.Struct or SchemaShape.Map, _):
                errors.Add($"{path}: expected map, got {Describe(value)}");
                break;
            case (SchemaShape.List, JsonArray items):
                CheckElements(items, schema, path, errors);
                break;
            case (SchemaShape.List, _):
                errors.Add($"{path}: expected list, got {Describe(value)}");
                break;
            case (SchemaShape.Scalar, _) when !Fits(value, schema.Scalar):
                errors.Add($"{path}: expected {Expected(schema.Scalar)}, got {Describe(value)}");
                break;
        }
    }

    private static void CheckMembers(JsonObject members, IValueSchema schema, string path, List<string> errors)
    {
        foreach (var (name, member) in members)
        {
            if (schema.Field(name) is { } field)
            {
                Check(member, field, $"{path}.{name}", errors);
            }
            else
            {
                errors.Add($"{path}.{name}: field not declared in schema");
            }
        }
    }

    private static void CheckElements(JsonArray items, IValueSchema schema, string path, List<string> errors)
    {
        var seen = new HashSet<PathElement>();
        for (var i = 0; i < items.Count; i++)
        {
            var element = new PathElement($"i:{i}");
            if (schema.ListType != ListType.Atomic)
            {
                element = SchemaWalk.Identify(items[i], schema);
                if (element.Text == "k:{}")
                {
                    errors.Add($"{path}: element {i}: associative list with keys has an element that omits all key fields [{string.Join(' ', schema.ListMapKeys.Select(key => $"\"{key}\""))}] (and doesn't have default values for any key fields)");
                    continue;
                }

                if (!seen.Add(element))
                {
                    errors.Add($"{path}: duplicate entries for key {element}");
                }
            }

            if (schema.Element is { } below)
            {
                Check(items[i], below, path + element, errors);
            }
        }
    }

    private static bool Fits(JsonNode value, ScalarType scalar) => (scalar, value.GetValueKind()) switch
    {
        (_, JsonValueKind.Object or JsonValueKind.Array) => scalar == ScalarType.Any,
        (ScalarType.Boolean, var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        (ScalarType.Integer or ScalarType.Number, var kind) => kind == JsonValueKind.Number,
        (ScalarType.String or ScalarType.Bytes or ScalarType.Time or ScalarType.MicroTime, var kind) => kind == JsonValueKind.String,
        _ => true,
    };

    private static string Expected(ScalarType scalar) => scalar switch
    {
        ScalarType.Boolean => "boolean",
        ScalarType.Integer or ScalarType.Number => "numeric (int or float)",
        ScalarType.Any => "scalar",
        _ => "string",
    };

    private static string Describe(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => $"&{{{string.Join(' ', value.AsObject().Select(member => $"{member.Key}:{member.Value}"))}}}",
        JsonValueKind.Array => $"[{string.Join(' ', value.AsArray().Select(item => item?.ToString()))}]",
        JsonValueKind.String => $"&value.valueUnstructured{{Value:\"{value}\"}}",
        _ => $"&value.valueUnstructured{{Value:{value}}}",
    };
}
