using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>meta/v1 LabelSelector.</summary>
internal static class SelectorValidation
{
    /// <summary>Validates a selector; whether it is well-formed. What an object has had all along may have values that no label can have.</summary>
    public static bool Validate(JsonObject? selector, string path, FieldErrors errors) => Validate(selector, path, checksValues: errors.Before is null, errors);

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
}
