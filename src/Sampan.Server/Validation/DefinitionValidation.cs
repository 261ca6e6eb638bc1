using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Validation;

/// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition: its names, versions as a whole, conversion and what it has stored.</summary>
internal static class DefinitionValidation
{
    private static readonly string[] RequiredNames = ["plural", "singular", "kind", "listKind"];

    private enum Approval
    {
        Missing,
        Bypassed,
        Given,
        Invalid,
    }

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
        var ratchet = DefinitionRatchet.Of(errors.Before, definition);
        var spec = definition.At("spec") ?? [];
        var names = spec.At("names") ?? [];
        if (spec.TextOf("group").Length == 0)
        {
            errors.Required("spec.group");
        }
        else
        {
            var mistakes = Names.Subdomain(spec.TextOf("group")).ToList();
            Joined("spec.group", spec.TextOf("group"), mistakes, errors);
            if (mistakes.Count == 0 && !spec.TextOf("group").Contains('.'))
            {
                errors.Invalid("spec.group", spec.TextOf("group"), "should be a domain with at least one dot");
            }
        }

        if (spec.TextOf("scope").Length == 0)
        {
            errors.Required("spec.scope");
        }
        else if (spec.TextOf("scope") is not ("Cluster" or "Namespaced"))
        {
            errors.NotSupported("spec.scope", spec.TextOf("scope"), "Cluster", "Namespaced");
        }

        DefinitionVersionValidation.ValidateEach(spec, ratchet, errors);
        ValidateVersions(spec, errors);
        if (spec.Each("versions").FirstOrDefault() is { } first)
        {
            // The first version once was a field of its own, which is checked to this day.
            Joined("spec.version", first.TextOf("name"), Names.ServiceLabel(first.TextOf("name")), errors);
        }

        foreach (var field in RequiredNames.Where(field => names.TextOf(field).Length == 0))
        {
            errors.Required($"spec.names.{field}");
        }

        ValidateNames(names, "spec.names", errors);
        DefinitionVersionValidation.ValidateShared(spec, ratchet, errors);
        if (spec.IsTrue("preserveUnknownFields") && spec.At("conversion").TextOf("strategy") is { Length: > 0 } strategy and not "None")
        {
            errors.Invalid("spec.conversion.strategy", strategy, "must be None if spec.preserveUnknownFields is true");
        }

        ValidateConversion(spec, ratchet, errors);
        if (errors.Before is { } before)
        {
            ValidateFixed(spec, before, errors);
        }

        ValidateStored(definition, errors);
        ValidateApproval(definition, errors);
        if (spec.IsTrue("preserveUnknownFields") && !ratchet.AllowsUnknownFields)
        {
            errors.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }
    }

    /// <summary>Reports all mistakes of a text as one.</summary>
    public static void Joined(string path, string text, IEnumerable<string> mistakes, FieldErrors errors)
    {
        var joined = string.Join(',', mistakes);
        if (joined.Length > 0)
        {
            errors.Invalid(path, text, joined);
        }
    }

    // Names cannot change once they are part of where objects are stored; the group and the plural are of the definition's own name.
    private static void ValidateFixed(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var old = before.At("spec") ?? [];
        if (IsEstablished(before))
        {
            errors.Immutable("spec.scope", spec["scope"], old["scope"]);
            errors.Immutable("spec.names.kind", spec.At("names")?["kind"], old.At("names")?["kind"]);
        }

        errors.Immutable("spec.group", spec["group"], old["group"]);
        errors.Immutable("spec.names.plural", spec.At("names")?["plural"], old.At("names")?["plural"]);
    }

    private static void ValidateConversion(JsonObject spec, DefinitionRatchet ratchet, FieldErrors errors)
    {
        const string path = "spec.conversion";
        var conversion = spec.At("conversion") ?? [];
        if (conversion.TextOf("strategy") == "Webhook")
        {
            ValidateConversionWebhook(conversion.At("webhook"), ratchet, errors);
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

    private static void ValidateConversionWebhook(JsonObject? webhook, DefinitionRatchet ratchet, FieldErrors errors)
    {
        const string path = "spec.conversion.webhookClientConfig";
        if (webhook.At("clientConfig") is not { } config)
        {
            errors.Required(path, "required when strategy is set to Webhook");
        }
        else
        {
            WebhookClientValidation.ValidateAddress(config, path, errors);
            if (!ratchet.AllowsUnreadableBundle && config.TextOf("caBundle") is { Length: > 0 } bundle && !CertificateTrust.IsBundle(bundle))
            {
                errors.Invalid($"{path}.caBundle", bundle, "unable to load root certificates: unable to parse bytes as PEM block");
            }
        }

        WebhookClientValidation.ValidateVersions(webhook?["conversionReviewVersions"] as JsonArray, "spec.conversion.conversionReviewVersions", "", errors, !ratchet.AllowsUnknownReviews);
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
        var unseen = stored.Select(name => name?.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            if (!unseen.Remove(version.TextOf("name")) && version.IsTrue("storage"))
            {
                errors.Invalid(path, stored.DeepClone(), $"must have the storage version {version.TextOf("name")}");
            }
        }

        for (var i = 0; i < stored.Count; i++)
        {
            var name = stored[i]?.ToString();
            if (unseen.Contains(name))
            {
                errors.Invalid($"{path}[{i}]", name, $"missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {name} and removes {name} from status.storedVersions");
            }
        }
    }

    private static void ValidateVersions(JsonObject spec, FieldErrors errors)
    {
        var names = spec.Each("versions").Select(version => version.TextOf("name")).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            errors.Invalid("spec.versions", spec["versions"], "must contain unique version names");
        }

        if (spec.Each("versions").Count(version => version.IsTrue("storage")) != 1)
        {
            errors.Invalid("spec.versions", spec["versions"] ?? new JsonArray(), "must have exactly one version marked as storage version");
        }
    }

    private static void ValidateNames(JsonObject names, string path, FieldErrors errors)
    {
        foreach (var field in RequiredNames.Where(field => names.TextOf(field).Length > 0))
        {
            var text = names.TextOf(field);
            var isKind = field is "kind" or "listKind";
            var mistakes = string.Join(',', Names.ServiceLabel(isKind ? text.ToLowerInvariant() : text));
            if (mistakes.Length > 0)
            {
                errors.Invalid($"{path}.{field}", text, isKind ? $"may have mixed case, but should otherwise match: {mistakes}" : mistakes);
            }
        }

        ValidateLabels(names, "shortNames", path, errors);
        if (names.TextOf("kind") is { Length: > 0 } kind && kind == names.TextOf("listKind"))
        {
            errors.Invalid($"{path}.listKind", kind, "kind and listKind may not be the same");
        }

        ValidateLabels(names, "categories", path, errors);
    }

    private static void ValidateLabels(JsonObject names, string field, string path, FieldErrors errors)
    {
        var list = names[field] as JsonArray ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            var text = list[i]?.ToString() ?? "";
            Joined($"{path}.{field}[{i}]", text, Names.ServiceLabel(text), errors);
        }
    }

    // An approval that has not changed is not asked for again.
    private static void ValidateApproval(JsonObject definition, FieldErrors errors)
    {
        const string path = "metadata.annotations[api-approved.kubernetes.io]";
        const string must = "protected groups must have approval annotation \"api-approved.kubernetes.io\"";
        const string see = ", see https://github.com/kubernetes/enhancements/pull/1111";
        var group = definition.At("spec").TextOf("group");
        if (group is not ("k8s.io" or "kubernetes.io") && !group.EndsWith(".k8s.io", StringComparison.Ordinal) && !group.EndsWith(".kubernetes.io", StringComparison.Ordinal))
        {
            return;
        }

        var state = ApprovalOf(definition, out var approval);
        if (errors.Before is { } before && ApprovalOf(before, out _) == state)
        {
            return;
        }

        if (state == Approval.Missing)
        {
            errors.Required(path, must + see);
        }
        else if (state == Approval.Invalid)
        {
            errors.Invalid(path, approval, $"{must} with either a URL or a reason starting with \"unapproved\"{see}");
        }
    }

    private static Approval ApprovalOf(JsonObject definition, out string text)
    {
        text = definition.At("metadata", "annotations").TextOf("api-approved.kubernetes.io");
        return text.Length == 0 ? Approval.Missing
            : text.StartsWith("unapproved", StringComparison.Ordinal) ? Approval.Bypassed
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? Approval.Given
            : Approval.Invalid;
    }
}
