using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Validation;

/// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
internal static class DefinitionValidation
{
    /// <summary>Whether a definition's names have been accepted, after which they are fixed.</summary>
    public static bool IsEstablished(JsonObject definition) =>
        definition.At("status").Each("conditions").Any(condition => condition.TextOf("type") == "Established" && condition.TextOf("status") == "True");

    public static void ValidateName(JsonObject definition, FieldErrors errors)
    {
        var name = definition.At("metadata").TextOf("name");
        if (name != $"{definition.At("spec", "names").TextOf("plural")}.{definition.At("spec").TextOf("group")}")
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }
    }

    public static void Validate(JsonObject definition, FieldErrors errors)
    {
        var spec = definition.At("spec") ?? [];
        var names = spec.At("names") ?? [];
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
        if (spec.Each("versions").FirstOrDefault() is { } first)
        {
            // The first version once was a field of its own, which is checked to this day.
            errors.Invalid("spec.version", first.TextOf("name"), Names.ServiceLabel(first.TextOf("name")));
        }

        ValidateNames(names, errors);
        if (spec.IsTrue("preserveUnknownFields"))
        {
            errors.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }

        ValidateConversion(spec, errors);
        ValidateApproval(definition, spec.TextOf("group"), errors);
        DefinitionVersionValidation.Validate(spec, errors);
        ValidateSchemas(spec, errors);
        ValidateStored(definition, errors);
    }

    private static void ValidateConversion(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.conversion";
        var conversion = spec.At("conversion") ?? [];
        if (conversion.TextOf("strategy") == "Webhook")
        {
            ValidateConversionWebhook(conversion.At("webhook"), errors);
            return;
        }

        errors.OneOf(conversion, "strategy", path, "None", "Webhook");
        if (conversion.At("webhook", "clientConfig") is not null)
        {
            errors.Forbidden($"{path}.webhookClientConfig", "should not be set when strategy is not set to Webhook");
        }

        if (conversion.At("webhook")?["conversionReviewVersions"] is JsonArray { Count: > 0 })
        {
            errors.Forbidden($"{path}.conversionReviewVersions", "should not be set when strategy is not set to Webhook");
        }
    }

    private static void ValidateConversionWebhook(JsonObject? webhook, FieldErrors errors)
    {
        const string path = "spec.conversion.webhookClientConfig";
        if (webhook.At("clientConfig") is not { } config)
        {
            errors.Required(path, "required when strategy is set to Webhook");
        }
        else
        {
            WebhookClientValidation.ValidateAddress(config, path, errors);
            if (config.TextOf("caBundle") is { Length: > 0 } bundle && !CertificateTrust.IsBundle(bundle))
            {
                errors.Invalid($"{path}.caBundle", bundle, "unable to load root certificates: unable to parse bytes as PEM block");
            }
        }

        WebhookClientValidation.ValidateVersions(webhook?["conversionReviewVersions"] as JsonArray, "spec.conversion.conversionReviewVersions", "", errors);
    }

    private static void ValidateStored(JsonObject definition, FieldErrors errors)
    {
        const string path = "status.storedVersions";
        var stored = definition.At("status")?["storedVersions"] as JsonArray;
        if (stored is null or { Count: 0 })
        {
            errors.Invalid(path, stored, "must have at least one stored version");
            return;
        }

        var versions = definition.At("spec").Each("versions").ToList();
        for (var i = 0; i < stored.Count; i++)
        {
            if (!versions.Exists(version => version.TextOf("name") == stored[i]?.ToString()))
            {
                errors.Invalid($"{path}[{i}]", stored[i], "missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions".Replace("v1", stored[i]?.ToString(), StringComparison.Ordinal));
            }
        }

        foreach (var version in versions.Where(version => version.IsTrue("storage") && !stored.Any(name => name?.ToString() == version.TextOf("name"))))
        {
            errors.Invalid(path, stored, $"must have the storage version {version.TextOf("name")}");
        }
    }

    // What all versions have alike is reported where the API server keeps it: once, beside the versions.
    private static void ValidateSchemas(JsonObject spec, FieldErrors errors)
    {
        var schemas = spec.Each("versions").Select(version => version.At("schema", "openAPIV3Schema")).ToList();
        if (schemas.Count > 0 && schemas.TrueForAll(schema => JsonNode.DeepEquals(schema, schemas[0])))
        {
            ValidateSchema(schemas[0], "spec.validation.openAPIV3Schema", errors);
            return;
        }

        for (var i = 0; i < schemas.Count; i++)
        {
            ValidateSchema(schemas[i], $"spec.versions[{i}].schema.openAPIV3Schema", errors);
        }
    }

    private static void ValidateSchema(JsonObject? schema, string path, FieldErrors errors)
    {
        if (schema is null)
        {
            return;
        }

        StructuralChecks.Check(schema, path, errors);
        ValidationRuleChecks.Check(schema, path, errors);
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

        var names = spec.Each("versions").Select(version => version.TextOf("name")).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            errors.Invalid("spec.versions", spec["versions"], "must contain unique version names");
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
