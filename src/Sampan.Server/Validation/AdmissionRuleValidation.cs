using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The rules by which policies and webhooks choose what they are about (pkg/apis/admissionregistration/validation).</summary>
internal static class AdmissionRuleValidation
{
    /// <summary>Validates one rule: operations on resources.</summary>
    public static void ValidateRule(JsonObject rule, string path, FieldErrors errors)
    {
        ValidateOperations(rule, path, errors);
        Wildcard(rule, "apiGroups", "API groups", path, errors);
        Wildcard(rule, "apiVersions", "API versions", path, errors);
        NotEmpty(rule, "apiVersions", path, errors);
        ValidateResources(rule, $"{path}.resources", errors);
        errors.OneOf(rule, "scope", path, "*", "Cluster", "Namespaced");
    }

    /// <summary>Validates a MatchResources; null is valid.</summary>
    public static void ValidateMatch(JsonObject? match, string path, FieldErrors errors)
    {
        if (match is null)
        {
            return;
        }

        errors.OneOf(match, "matchPolicy", path, "Equivalent", "Exact");
        SelectorValidation.Validate(match["namespaceSelector"] as JsonObject, $"{path}.namespaceSelector", checksValues: true, errors);
        SelectorValidation.Validate(match["objectSelector"] as JsonObject, $"{path}.objectSelector", checksValues: true, errors);
        foreach (var list in new[] { "resourceRules", "excludeResourceRules" })
        {
            var index = 0;
            foreach (var rule in match.Each(list))
            {
                ValidateNames(rule, $"{path}.{list}[{index}]", errors);
                ValidateRule(rule, $"{path}.{list}[{index++}]", errors);
            }
        }
    }

    /// <summary>Reports operations that cannot be mutated: what is deleted cannot be changed.</summary>
    public static void ValidateMutable(JsonObject? match, string path, FieldErrors errors)
    {
        foreach (var operation in match.Each("resourceRules").SelectMany(rule => rule["operations"] as JsonArray ?? []))
        {
            if (operation?.ToString() is not ("*" or "CONNECT" or "CREATE" or "UPDATE"))
            {
                errors.NotSupported($"{path}.resourceRules.operations", operation, "*", "CONNECT", "CREATE", "UPDATE");
            }
        }
    }

    private static void ValidateOperations(JsonObject rule, string path, FieldErrors errors)
    {
        Wildcard(rule, "operations", "operations", path, errors);
        var operations = rule["operations"] as JsonArray ?? [];
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i]?.ToString() is not ("*" or "CONNECT" or "CREATE" or "DELETE" or "UPDATE"))
            {
                errors.NotSupported($"{path}.operations[{i}]", operations[i], "*", "CONNECT", "CREATE", "DELETE", "UPDATE");
            }
        }
    }

    private static void ValidateNames(JsonObject rule, string path, FieldErrors errors)
    {
        var names = rule["resourceNames"] as JsonArray ?? [];
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i]?.ToString() ?? "";
            errors.Invalid($"{path}.resourceNames[{i}]", name, Names.PathSegment(name));
            if (names.Take(i).Any(other => other?.ToString() == name))
            {
                errors.Duplicate($"{path}.resourceNames[{i}]", name);
            }
        }
    }

    // A list that names something, and only everything if it names that.
    private static void Wildcard(JsonObject rule, string list, string what, string path, FieldErrors errors)
    {
        var entries = rule[list] as JsonArray ?? [];
        if (entries.Count == 0)
        {
            errors.Required($"{path}.{list}");
        }

        if (entries.Count > 1 && entries.Any(entry => entry?.ToString() == "*"))
        {
            errors.Invalid($"{path}.{list}", entries, $"if '*' is present, must not specify other {what}");
        }
    }

    private static void NotEmpty(JsonObject rule, string list, string path, FieldErrors errors)
    {
        var entries = rule[list] as JsonArray ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (string.IsNullOrEmpty(entries[i]?.ToString()))
            {
                errors.Required($"{path}.{list}[{i}]");
            }
        }
    }

    private static void ValidateResources(JsonObject rule, string path, FieldErrors errors)
    {
        var resources = (rule["resources"] as JsonArray ?? []).Select(entry => entry?.ToString() ?? "").ToList();
        if (resources.Count == 0)
        {
            errors.Required(path);
        }

        HashSet<string> wholeResources = [];
        HashSet<string> wholeSubresources = [];
        for (var i = 0; i < resources.Count; i++)
        {
            if (resources[i].Length == 0)
            {
                errors.Required($"{path}[{i}]");
                continue;
            }

            if (resources[i].Split('/', 2) is not [var resource, var subresource])
            {
                continue;
            }

            if (wholeResources.Contains(resource))
            {
                errors.Invalid($"{path}[{i}]", resources[i], $"if '{resource}/*' is present, must not specify {resources[i]}");
            }

            if (wholeSubresources.Contains(subresource))
            {
                errors.Invalid($"{path}[{i}]", resources[i], $"if '*/{subresource}' is present, must not specify {resources[i]}");
            }

            if (subresource == "*")
            {
                wholeResources.Add(resource);
            }

            if (resource == "*")
            {
                wholeSubresources.Add(subresource);
            }
        }

        if (resources.Count > 1 && resources.Contains("*/*"))
        {
            errors.Invalid(path, rule["resources"], "if '*/*' is present, must not specify other resources");
        }

        // The last whole resource decides.
        if (resources.Contains("*") && resources.FindLast(entry => entry.Length > 0 && !entry.Contains('/')) is not (null or "*"))
        {
            errors.Invalid(path, rule["resources"], "if '*' is present, must not specify other resources without subresources");
        }
    }
}
