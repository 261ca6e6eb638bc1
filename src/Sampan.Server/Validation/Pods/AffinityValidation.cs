using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 Affinity and NodeSelector.</summary>
internal static class AffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(JsonObject? affinity, string path, FieldErrors errors)
    {
        if (affinity?["nodeAffinity"] is JsonObject node)
        {
            ValidateNode(node, $"{path}.nodeAffinity", errors);
        }

        foreach (var name in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var index = 0;
            foreach (var term in affinity.At(name).Each(Required))
            {
                ValidatePodTerm(term, $"{path}.{name}.{Required}[{index++}]", errors);
            }

            index = 0;
            foreach (var weighted in affinity.At(name).Each(Preferred))
            {
                var at = $"{path}.{name}.{Preferred}[{index++}]";
                ValidateWeight(weighted, at, errors);
                ValidatePodTerm(weighted.At("podAffinityTerm") ?? [], $"{at}.podAffinityTerm", errors);
            }
        }
    }

    /// <summary>A selector of nodes, which needs a term; whether values of labels are checked is said by <paramref name="checksValues"/>.</summary>
    public static void ValidateSelector(JsonObject selector, string path, bool checksValues, FieldErrors errors)
    {
        if (!selector.Each("nodeSelectorTerms").Any())
        {
            errors.Required($"{path}.nodeSelectorTerms", "must have at least one node selector term");
        }

        var index = 0;
        foreach (var term in selector.Each("nodeSelectorTerms"))
        {
            ValidateNodeTerm(term, $"{path}.nodeSelectorTerms[{index++}]", checksValues, errors);
        }
    }

    private static void ValidateNode(JsonObject affinity, string path, FieldErrors errors)
    {
        if (affinity[Required] is JsonObject selector)
        {
            ValidateSelector(selector, $"{path}.{Required}", checksValues: true, errors);
        }

        var index = 0;
        foreach (var term in affinity.Each(Preferred))
        {
            var at = $"{path}.{Preferred}[{index++}]";
            ValidateWeight(term, at, errors);
            ValidateNodeTerm(term.At("preference") ?? [], $"{at}.preference", checksValues: false, errors);
        }
    }

    private static void ValidateWeight(JsonObject term, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(term, "weight") is not >= 1 or > 100)
        {
            errors.Invalid($"{path}.weight", FieldErrors.Number(term, "weight") ?? 0, "must be in the range 1-100");
        }
    }

    private static void ValidateNodeTerm(JsonObject term, string path, bool checksValues, FieldErrors errors)
    {
        var index = 0;
        foreach (var requirement in term.Each("matchExpressions"))
        {
            ValidateExpression(requirement, $"{path}.matchExpressions[{index++}]", checksValues, errors);
        }

        index = 0;
        foreach (var requirement in term.Each("matchFields"))
        {
            ValidateField(requirement, $"{path}.matchFields[{index++}]", errors);
        }
    }

    private static void ValidateExpression(JsonObject requirement, string path, bool checksValues, FieldErrors errors)
    {
        var values = FieldErrors.Texts(requirement, "values");
        switch (requirement.TextOf("operator"))
        {
            case "In" or "NotIn":
                if (values.Count == 0)
                {
                    errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                }

                break;
            case "Exists" or "DoesNotExist":
                if (values.Count > 0)
                {
                    errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }

                break;
            case "Gt" or "Lt":
                if (values.Count != 1)
                {
                    errors.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                }

                break;
            default:
                errors.Invalid($"{path}.operator", requirement.TextOf("operator"), "not a valid selector operator");
                break;
        }

        errors.Invalid($"{path}.key", requirement.TextOf("key"), LabelSyntax.KeyErrors(requirement.TextOf("key")));
        for (var i = 0; checksValues && i < values.Count; i++)
        {
            errors.Invalid($"{path}.values[{i}]", values[i], LabelSyntax.ValueErrors(values[i]));
        }
    }

    private static void ValidateField(JsonObject requirement, string path, FieldErrors errors)
    {
        var values = FieldErrors.Texts(requirement, "values");
        if (requirement.TextOf("operator") is not ("In" or "NotIn"))
        {
            errors.Invalid($"{path}.operator", requirement.TextOf("operator"), "not a valid selector operator");
        }
        else if (values.Count != 1)
        {
            errors.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (requirement.TextOf("key") != "metadata.name")
        {
            errors.Invalid($"{path}.key", requirement.TextOf("key"), "not a valid field selector key");
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            errors.Invalid($"{path}.values[{i}]", values[i], Names.Subdomain(values[i]));
        }
    }

    private static void ValidatePodTerm(JsonObject term, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["labelSelector", "namespaceSelector"])
        {
            SelectorValidation.Validate(term[name] as JsonObject, $"{path}.{name}", errors);
        }

        foreach (var name in FieldErrors.Texts(term, "namespaces"))
        {
            errors.Invalid($"{path}.namespace", name, Names.Label(name));
        }

        ValidateLabelKeys(term, path, errors);
        var key = term.TextOf("topologyKey");
        if (key.Length == 0)
        {
            errors.Required($"{path}.topologyKey", "can not be empty");
        }

        errors.Invalid($"{path}.topologyKey", key, LabelSyntax.KeyErrors(key));
    }

    private static void ValidateLabelKeys(JsonObject term, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["matchLabelKeys", "mismatchLabelKeys"])
        {
            var keys = FieldErrors.Texts(term, name);
            if (keys.Count > 0 && term["labelSelector"] is not JsonObject)
            {
                errors.Forbidden($"{path}.{name}", "must not be specified when labelSelector is not set");
                continue;
            }

            for (var i = 0; i < keys.Count; i++)
            {
                errors.Invalid($"{path}.{name}[{i}]", keys[i], LabelSyntax.KeyErrors(keys[i]));
            }
        }

        var (matching, mismatching) = (FieldErrors.Texts(term, "matchLabelKeys"), FieldErrors.Texts(term, "mismatchLabelKeys"));
        var selected = new HashSet<string>((term.At("labelSelector", "matchLabels") ?? []).Select(label => label.Key), StringComparer.Ordinal);
        foreach (var key in term.At("labelSelector").Each("matchExpressions").Select(expression => expression.TextOf("key")))
        {
            // The first expression of a key may be the one that the server made of matchLabelKeys.
            if (!selected.Add(key) && matching.IndexOf(key) is >= 0 and var i)
            {
                errors.Invalid($"{path}[{i}]", key, "exists in both matchLabelKeys and labelSelector");
            }
        }

        for (var i = 0; i < matching.Count; i++)
        {
            if (mismatching.Contains(matching[i]))
            {
                errors.Invalid($"{path}.matchLabelKeys[{i}]", matching[i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }
}
