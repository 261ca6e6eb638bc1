using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>rbac.authorization.k8s.io/v1.</summary>
internal static class RoleValidation
{
    private const string Group = "rbac.authorization.k8s.io";

    public static void ValidateRole(JsonObject role, bool isNamespaced, FieldErrors errors)
    {
        var index = 0;
        foreach (var rule in role.Each("rules"))
        {
            ValidateRule(rule, isNamespaced, $"rules[{index++}]", errors);
        }

        if (!isNamespaced && role["aggregationRule"] is JsonObject aggregation)
        {
            ValidateSelectors(aggregation, errors);
        }
    }

    public static void ValidateBinding(JsonObject binding, bool isNamespaced, FieldErrors errors)
    {
        var roleKinds = isNamespaced ? (ReadOnlySpan<string>)["Role", "ClusterRole"] : ["ClusterRole"];
        var role = binding["roleRef"] as JsonObject ?? [];
        errors.OneOf(role, "apiGroup", "roleRef", Group);
        if (!roleKinds.Contains(role.TextOf("kind")))
        {
            errors.NotSupported("roleRef.kind", role.TextOf("kind"), roleKinds);
        }

        if (role.TextOf("name") is { Length: > 0 } name)
        {
            errors.Invalid("roleRef.name", name, Names.PathSegment(name));
        }
        else
        {
            errors.Required("roleRef.name");
        }

        var index = 0;
        foreach (var subject in binding.Each("subjects"))
        {
            ValidateSubject(subject, isNamespaced, $"subjects[{index++}]", errors);
        }
    }

    /// <summary>A binding stays with its role; whoever wants another makes another binding.</summary>
    public static void CheckBindingUpdate(JsonObject binding, JsonObject before, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(binding["roleRef"], before["roleRef"]))
        {
            errors.InvalidAsShown("roleRef", InternalForm.RoleRef.Show(binding["roleRef"]), "cannot change roleRef");
        }
    }

    private static void ValidateSelectors(JsonObject aggregation, FieldErrors errors)
    {
        const string path = "aggregationRule.clusterRoleSelectors";
        var selectors = aggregation.Each("clusterRoleSelectors").ToList();
        if (selectors.Count == 0)
        {
            errors.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        var checksValues = errors.Before.At("aggregationRule").Each("clusterRoleSelectors").All(IsSelector);
        for (var i = 0; i < selectors.Count; i++)
        {
            SelectorValidation.Validate(selectors[i], $"{path}[{i}]", checksValues, errors);
            if (!IsSelector(selectors[i]))
            {
                errors.Invalid($"{path}[{i}]", null, "invalid label selector.");
            }
        }
    }

    private static bool IsSelector(JsonObject selector) => SelectorValidation.Validate(selector, "", checksValues: true, new FieldErrors());

    private static void ValidateRule(JsonObject rule, bool isNamespaced, string path, FieldErrors errors)
    {
        if (IsEmpty(rule, "verbs"))
        {
            errors.Required($"{path}.verbs", "verbs must contain at least one value");
        }

        if (!IsEmpty(rule, "nonResourceURLs"))
        {
            if (isNamespaced)
            {
                errors.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"], "namespaced rules cannot apply to non-resource URLs");
            }

            if (!IsEmpty(rule, "apiGroups") || !IsEmpty(rule, "resources") || !IsEmpty(rule, "resourceNames"))
            {
                errors.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"], "rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (IsEmpty(rule, "apiGroups"))
        {
            errors.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
        }

        if (IsEmpty(rule, "resources"))
        {
            errors.Required($"{path}.resources", "resource rules must supply at least one resource");
        }
    }

    private static void ValidateSubject(JsonObject subject, bool isNamespaced, string path, FieldErrors errors)
    {
        if (subject.TextOf("name").Length == 0)
        {
            errors.Required($"{path}.name");
        }

        switch (subject.TextOf("kind"))
        {
            case "ServiceAccount":
                if (subject.TextOf("name") is { Length: > 0 } name)
                {
                    errors.Invalid($"{path}.name", name, Names.Subdomain(name));
                }

                if (subject.TextOf("apiGroup").Length > 0)
                {
                    errors.NotSupported($"{path}.apiGroup", subject["apiGroup"], "");
                }

                if (subject.TextOf("namespace").Length == 0 && !isNamespaced)
                {
                    errors.Required($"{path}.namespace");
                }

                break;
            case "User" or "Group":
                errors.OneOf(subject, "apiGroup", path, Group);
                break;
            default:
                errors.NotSupported($"{path}.kind", subject.TextOf("kind"), "ServiceAccount", "User", "Group");
                break;
        }
    }

    private static bool IsEmpty(JsonObject rule, string name) => rule[name] is not JsonArray { Count: > 0 };
}
