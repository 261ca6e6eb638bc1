using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The rules of a FlowSchema: whose requests it takes, and which (pkg/apis/flowcontrol/validation).</summary>
internal static class FlowRuleValidation
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    // In the order in which what does not belong to a subject is reported.
    private static readonly string[] Members = ["serviceAccount", "user", "group"];

    public static void Validate(JsonObject rule, string path, FieldErrors errors)
    {
        if (rule["subjects"] is not JsonArray { Count: > 0 })
        {
            errors.Required($"{path}.subjects", "subjects must contain at least one value");
        }

        var index = 0;
        foreach (var subject in rule.Each("subjects"))
        {
            ValidateSubject(subject, $"{path}.subjects[{index++}]", errors);
        }

        if (rule["resourceRules"] is not JsonArray { Count: > 0 } && rule["nonResourceRules"] is not JsonArray { Count: > 0 })
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        index = 0;
        foreach (var resources in rule.Each("resourceRules"))
        {
            ValidateResources(resources, $"{path}.resourceRules[{index++}]", errors);
        }

        index = 0;
        foreach (var paths in rule.Each("nonResourceRules"))
        {
            ValidatePaths(paths, $"{path}.nonResourceRules[{index++}]", errors);
        }
    }

    private static void ValidateSubject(JsonObject subject, string path, FieldErrors errors)
    {
        var kind = subject.TextOf("kind");
        var own = Array.Find(Members, member => KindOf(member) == kind);
        if (own is null)
        {
            errors.NotSupported($"{path}.kind", kind, "Group", "ServiceAccount", "User");
            return;
        }

        if (subject[own] is not JsonObject body)
        {
            errors.Required($"{path}.{own}", $"{own} is required when subject kind is '{kind}'");
        }
        else
        {
            ValidateName(body, own, $"{path}.{own}", errors);
        }

        foreach (var other in Members.Where(member => member != own && subject[member] is JsonObject))
        {
            errors.Forbidden($"{path}.{other}", $"{other} is forbidden when subject kind is not '{KindOf(other)}'");
        }
    }

    private static string KindOf(string member) => char.ToUpperInvariant(member[0]) + member[1..];

    private static void ValidateName(JsonObject body, string member, string path, FieldErrors errors)
    {
        var name = body.TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }

        if (member != "serviceAccount")
        {
            return;
        }

        if (name is not ("" or "*"))
        {
            errors.Invalid($"{path}.name", name, Names.Subdomain(name));
        }

        var @namespace = body.TextOf("namespace");
        if (@namespace.Length == 0)
        {
            errors.Required($"{path}.namespace", "must specify namespace for service account");
        }
        else
        {
            errors.Invalid($"{path}.namespace", @namespace, Names.Label(@namespace));
        }
    }

    private static void ValidateResources(JsonObject rule, string path, FieldErrors errors)
    {
        ValidateVerbs(rule, path, errors);
        Wildcard(rule, "apiGroups", path, "resource rules must supply at least one api group", "api groups", errors);
        Wildcard(rule, "resources", path, "resource rules must supply at least one resource", "resources", errors);
        var namespaces = FieldErrors.Texts(rule, "namespaces");
        if (namespaces.Count == 0 && !rule.IsTrue("clusterScope"))
        {
            errors.Required($"{path}.namespaces", "resource rules that are not cluster scoped must supply at least one namespace");
        }
        else if (namespaces.Contains("*"))
        {
            if (namespaces.Count > 1)
            {
                errors.Invalid($"{path}.namespaces", rule["namespaces"], "if '*' is present, must not specify other namespaces");
            }
        }
        else
        {
            for (var i = 0; i < namespaces.Count; i++)
            {
                errors.Invalid($"{path}.namespaces[{i}]", namespaces[i], Names.Label(namespaces[i]).Select(fault => $"each member of this list must be '*' or a DNS-1123 label; {fault}"));
            }
        }
    }

    private static void ValidatePaths(JsonObject rule, string path, FieldErrors errors)
    {
        ValidateVerbs(rule, path, errors);
        Wildcard(rule, "nonResourceURLs", path, "nonResourceURLs must contain at least one value", "non-resource URLs", errors);
        var urls = FieldErrors.Texts(rule, "nonResourceURLs");
        for (var i = 0; i < urls.Count && !urls.Contains("*"); i++)
        {
            if (PathFault(urls[i]) is { } fault)
            {
                errors.Invalid($"{path}.nonResourceURLs[{i}]", urls[i], fault);
            }
        }
    }

    private static void ValidateVerbs(JsonObject rule, string path, FieldErrors errors)
    {
        Wildcard(rule, "verbs", path, "verbs must contain at least one value", "verbs", errors);
        var verbs = FieldErrors.Texts(rule, "verbs");
        if (!verbs.Contains("*") && verbs.Exists(verb => !Verbs.Contains(verb)))
        {
            errors.NotSupported($"{path}.verbs", rule["verbs"], Verbs);
        }
    }

    private static void Wildcard(JsonObject rule, string list, string path, string missing, string what, FieldErrors errors)
    {
        if (rule[list] is not JsonArray { Count: > 0 } entries)
        {
            errors.Required($"{path}.{list}", missing);
        }
        else if (entries.Count > 1 && entries.Any(entry => entry?.ToString() == "*"))
        {
            errors.Invalid($"{path}.{list}", entries, $"if '*' is present, must not specify other {what}");
        }
    }

    private static string? PathFault(string url) => url switch
    {
        "" => "must not be empty",
        "/" => null,
        _ when url[0] != '/' => "must start with slash",
        _ when url.Contains(' ', StringComparison.Ordinal) => "must not contain white-space",
        _ when url.Contains("//", StringComparison.Ordinal) => "must not contain double slash",
        _ when url.Count(letter => letter == '*') is var stars && (stars > 1 || (stars == 1 && !url.EndsWith("/*", StringComparison.Ordinal))) => "wildcard can only do suffix matching",
        _ => null,
    };
}
