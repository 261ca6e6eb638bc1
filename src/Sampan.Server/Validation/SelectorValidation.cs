using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>meta/v1 LabelSelector.</summary>
internal static class SelectorValidation
{
    /// <summary>Validates a selector; whether it is well-formed. An object that had values all along that no label can have may have such.</summary>
    public static bool Validate(JsonObject? selector, string path, FieldErrors errors) => Validate(selector, path, checksValues: !HasInvalidValues(errors.Before), errors);

    /// <summary>Validates a selector; whether the values that it compares with must be a label's is said by <paramref name="checksValues"/>.</summary>
    public static bool Validate(JsonObject? selector, string path, bool checksValues, FieldErrors errors)
    {
        var before = errors.Causes.Count;
        MetadataValidation.ValidateLabels(selector?["matchLabels"] as JsonObject, $"{path}.matchLabels", errors);
        var index = 0;
        foreach (var expression in selector.Each("matchExpressions"))
        {
            ValidateExpression(expression, $"{path}.matchExpressions[{index++}]", checksValues, errors);
        }

        return errors.Causes.Count == before;
    }

    /// <summary>Labels as Go shows a map: by key.</summary>
    public static JsonObject? Sorted(JsonObject? labels) =>
        labels is null ? null : new(labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => KeyValuePair.Create(label.Key, label.Value?.DeepClone())));

    public static bool Matches(JsonObject selector, JsonObject? labels)
    {
        var map = (labels ?? []).ToDictionary(label => label.Key, label => label.Value?.ToString() ?? "", StringComparer.Ordinal);
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(selector.ToJsonString());
            return LabelSelector.Of(document.RootElement).Matches(map);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void ValidateExpression(JsonObject expression, string path, bool checksValues, FieldErrors errors)
    {
        var texts = FieldErrors.Texts(expression, "values");
        var values = texts.Count > 0;
        switch (expression.TextOf("operator"))
        {
            case "In" or "NotIn" when !values:
                errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values:
                errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{path}.operator", expression.TextOf("operator"), "not a valid selector operator");
                break;
        }

        errors.Invalid($"{path}.key", expression.TextOf("key"), LabelSyntax.KeyErrors(expression.TextOf("key")));
        for (var i = 0; checksValues && i < texts.Count; i++)
        {
            errors.Invalid($"{path}.values[{i}]", texts[i], LabelSyntax.ValueErrors(texts[i]));
        }
    }

    // Selectors were once not looked at so closely.
    private static bool HasInvalidValues(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(member => (member.Key == "matchExpressions" && HasInvalidValue(member.Value)) || HasInvalidValues(member.Value)),
        JsonArray items => items.Any(HasInvalidValues),
        _ => false,
    };

    private static bool HasInvalidValue(JsonNode? expressions) =>
        (expressions as JsonArray ?? []).OfType<JsonObject>().SelectMany(expression => FieldErrors.Texts(expression, "values")).Any(value => LabelSyntax.ValueErrors(value).Count > 0);
}
