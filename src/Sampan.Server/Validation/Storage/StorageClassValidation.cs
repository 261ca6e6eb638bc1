using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Storage;

/// <summary>storage.k8s.io/v1 StorageClass.</summary>
internal static class StorageClassValidation
{
    public static void Validate(JsonObject storageClass, FieldErrors errors)
    {
        ClassParameters.ValidateDriver(storageClass, "provisioner", errors);
        ClassParameters.Validate(storageClass, allowsNone: true, errors);
        errors.OneOf(storageClass, "reclaimPolicy", "", "Delete", "Retain");
        errors.OneOf(storageClass, "volumeBindingMode", "", "Immediate", "WaitForFirstConsumer");
        ValidateTopologies(storageClass, errors);
    }

    private static void ValidateTopologies(JsonObject storageClass, FieldErrors errors)
    {
        var known = new List<JsonObject>();
        foreach (var term in storageClass.Each("allowedTopologies"))
        {
            var at = $"allowedTopologies[{known.Count}]";
            ValidateTerm(term, $"{at}.matchLabelExpressions", errors);
            if (known.Exists(other => JsonNode.DeepEquals(Sorted(other), Sorted(term))))
            {
                errors.Duplicate($"{at}.matchLabelExpressions", "");
            }

            known.Add(term);
        }
    }

    private static void ValidateTerm(JsonObject term, string path, FieldErrors errors)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var expression in term.Each("matchLabelExpressions"))
        {
            var at = $"{path}[{index++}]";
            var values = FieldErrors.Texts(expression, "values");
            if (values.Count == 0)
            {
                errors.Required($"{at}.values");
            }

            for (var i = 0; i < values.Count; i++)
            {
                if (values.IndexOf(values[i]) < i)
                {
                    errors.Duplicate($"{at}.values[{i}]", values[i]);
                }
            }

            var key = expression.TextOf("key");
            errors.Invalid($"{at}.key", key, LabelSyntax.KeyErrors(key));
            if (!keys.Add(key))
            {
                errors.Duplicate($"{at}.key", key);
            }
        }
    }

    private static JsonObject Sorted(JsonObject term) => new(term.Each("matchLabelExpressions")
        .GroupBy(expression => expression.TextOf("key"), StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, string.Join(',', FieldErrors.Texts(group.Last(), "values").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))));
}
