using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.CustomResources;
using Sampan.Server.Registry;

namespace Sampan.Server.Validation;

/// <summary>The fields of a custom resource that its Scale view shows: counts that fit the view, and a selector as text (apiextensions, customresource validator).</summary>
internal static class ScaledFieldChecks
{
    /// <summary>What is wrong with the fields of an object.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="resource">Its resource.</param>
    /// <param name="isStatus">Whether only the status is written.</param>
    public static IReadOnlyList<StatusCause> Check(JsonObject draft, ServedResource resource, bool isStatus)
    {
        if (resource.Description.Subresource("scale") is null)
        {
            return [];
        }

        var errors = new FieldErrors();
        if (!isStatus)
        {
            CheckCount(draft, resource.Scale.SpecReplicas, errors);
        }

        CheckCount(draft, resource.Scale.StatusReplicas, errors);
        if (resource.Scale.Selector.Length > 0 && Find(draft, resource.Scale.Selector, out var selector, out var fault) && (fault ?? Mistyped(selector, "string", resource.Scale.Selector)) is { } mistake)
        {
            errors.Invalid($".{resource.Scale.Selector}", "", mistake);
        }

        return errors.Causes;
    }

    private static void CheckCount(JsonObject draft, string path, FieldErrors errors)
    {
        if (!Find(draft, path, out var value, out var fault))
        {
            return;
        }

        if ((fault ?? Mistyped(value, "int64", path)) is { } mistake)
        {
            errors.Invalid($".{path}", 0, mistake);
            return;
        }

        var count = SchemaValue.Of(value).Number;
        if (count < 0)
        {
            errors.Invalid($".{path}", value, "should be a non-negative integer");
        }
        else if (count > int.MaxValue)
        {
            errors.Invalid($".{path}", value, $"should be less than or equal to {int.MaxValue.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    // Whether there is a value to judge, or something in its way that is no object.
    private static bool Find(JsonObject draft, string path, out JsonNode? value, out string? fault)
    {
        value = draft;
        fault = null;
        var names = path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            if (value is not JsonObject owner)
            {
                fault = value is null ? null : Mistyped(value, "map[string]interface{}", string.Join('.', names[..i]));
                return fault is not null;
            }

            if (!owner.TryGetPropertyValue(names[i], out value))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Mistyped(JsonNode? value, string expected, string path)
    {
        var type = value switch
        {
            JsonObject => "map[string]interface {}",
            JsonArray => "[]interface {}",
            _ => SchemaValue.Of(value) is var scalar && scalar.IsNumber ? scalar.Type == "integer" ? "int64" : "float64" : scalar.Type switch { "boolean" => "bool", "null" => "<nil>", var other => other },
        };
        return type == expected ? null : $".{path} accessor error: {(value is JsonValue text && type == "string" ? text.GetValue<string>() : value?.ToJsonString() ?? "<nil>")} is of the type {type}, expected {expected}";
    }
}
