using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
internal static class DefinitionValidation
{
    public static void Validate(JsonObject definition, FieldErrors errors)
    {
        var spec = definition.At("spec") ?? [];
        var names = spec.At("names") ?? [];
        var name = definition.At("metadata").TextOf("name");
        if (name != $"{names.TextOf("plural")}.{spec.TextOf("group")}")
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        if (spec.TextOf("group").Length == 0)
        {
            errors.Required("spec.group");
        }
        else
        {
            errors.Invalid("spec.group", spec.TextOf("group"), Names.Subdomain(spec.TextOf("group")));
        }

        if (spec.TextOf("scope") is not ("Cluster" or "Namespaced"))
        {
            errors.NotSupported("spec.scope", spec.TextOf("scope"), "Cluster", "Namespaced");
        }

        ValidateVersions(spec, errors);
        ValidateNames(names, errors);
        if (spec.IsTrue("preserveUnknownFields"))
        {
            errors.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }

        ValidateApproval(definition, spec.TextOf("group"), errors);
        ValidateRules(spec, errors);
    }

    // What all versions have alike is reported where the API server keeps it: once, beside the versions.
    private static void ValidateRules(JsonObject spec, FieldErrors errors)
    {
        var schemas = spec.Each("versions").Select(version => version.At("schema", "openAPIV3Schema")).ToList();
        if (schemas.Count > 0 && schemas.TrueForAll(schema => JsonNode.DeepEquals(schema, schemas[0])))
        {
            ValidationRuleChecks.Check(schemas[0] ?? [], "spec.validation.openAPIV3Schema", errors);
            return;
        }

        for (var i = 0; i < schemas.Count; i++)
        {
            ValidationRuleChecks.Check(schemas[i] ?? [], $"spec.versions[{i}].schema.openAPIV3Schema", errors);
        }
    }

    private static void ValidateVersions(JsonObject spec, FieldErrors errors)
    {
        var stored = 0;
        var index = 0;
        foreach (var version in spec.Each("versions"))
        {
            var at = $"spec.versions[{index++}]";
            stored += version.IsTrue("storage") ? 1 : 0;
            errors.Invalid($"{at}.name", version.TextOf("name"), Names.ServiceLabel(version.TextOf("name")));
            if (version.At("schema")?["openAPIV3Schema"] is not JsonObject)
            {
                errors.Required($"{at}.schema.openAPIV3Schema");
            }
        }

        if (stored != 1)
        {
            errors.Invalid("spec.versions", spec["versions"] ?? new JsonArray(), "must have exactly one version marked as storage version");
        }
    }

    private static void ValidateNames(JsonObject names, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["plural", "singular"])
        {
            var text = names.TextOf(field);
            if (text.Length == 0)
            {
                errors.Required($"spec.names.{field}");
            }
            else
            {
                errors.Invalid($"spec.names.{field}", text, Names.ServiceLabel(text));
            }
        }

        foreach (var field in (ReadOnlySpan<string>)["kind", "listKind"])
        {
            var text = names.TextOf(field);
            if (text.Length == 0)
            {
                errors.Required($"spec.names.{field}");
            }
            else
            {
                errors.Invalid($"spec.names.{field}", text, Names.ServiceLabel(text.ToLowerInvariant()).Select(error => $"may have mixed case, but should otherwise match: {error}"));
            }
        }

        if (names.TextOf("kind") is { Length: > 0 } kind && kind == names.TextOf("listKind"))
        {
            errors.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
        }
    }

    private static void ValidateApproval(JsonObject definition, string group, FieldErrors errors)
    {
        var isProtected = group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
        if (isProtected && definition.At("metadata", "annotations")?.ContainsKey("api-approved.kubernetes.io") != true)
        {
            errors.Required("metadata.annotations[api-approved.kubernetes.io]", "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");
        }
    }
}
