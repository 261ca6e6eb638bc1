using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>admissionregistration.k8s.io/v1 MutatingWebhookConfiguration and ValidatingWebhookConfiguration (pkg/apis/admissionregistration/validation).</summary>
internal static class WebhookValidation
{
    private const int LongestTimeout = 30;

    private static readonly string[] NoSideEffects = ["None", "NoneOnDryRun"];
    private static readonly string[] AllSideEffects = ["None", "NoneOnDryRun", "Some", "Unknown"];

    public static void Validate(JsonObject configuration, FieldErrors errors)
    {
        // What older servers took may stay until it is put right once.
        var before = errors.Before.Each("webhooks").ToList();
        var sideEffects = before.TrueForAll(webhook => NoSideEffects.Contains(webhook.TextOf("sideEffects"))) ? NoSideEffects : AllSideEffects;
        var needsKnownVersion = before.TrueForAll(webhook => FieldErrors.Texts(webhook, "admissionReviewVersions") is var versions && (versions.Count == 0 || versions.Contains("v1") || versions.Contains("v1beta1")));
        var needsUniqueNames = before.Select(webhook => webhook.TextOf("name")).Distinct().Count() == before.Count;
        var webhooks = configuration.Each("webhooks").ToList();
        var hasOldConditions = errors.Before is not null && before.Count == webhooks.Count && before.Zip(webhooks).All(pair => JsonNode.DeepEquals(pair.First["matchConditions"], pair.Second["matchConditions"]));
        HashSet<string> names = [];
        for (var i = 0; i < webhooks.Count; i++)
        {
            var (webhook, path) = (webhooks[i], $"webhooks[{i}]");
            ValidateWebhook(webhook, sideEffects, path, errors);
            if (!hasOldConditions)
            {
                AdmissionExpressionValidation.ValidateConditions(webhook, hasParameters: false, $"{path}.matchConditions", errors);
            }

            WebhookClientValidation.ValidateVersions(webhook["admissionReviewVersions"] as JsonArray, $"{path}.admissionReviewVersions", "must specify one of v1, v1beta1", errors, needsKnownVersion);
            if (needsUniqueNames && webhook.TextOf("name") is { Length: > 0 } name && !names.Add(name))
            {
                errors.Duplicate($"{path}.name", name);
            }
        }
    }

    private static void ValidateWebhook(JsonObject webhook, string[] sideEffects, string path, FieldErrors errors)
    {
        ValidateName(webhook.TextOf("name"), $"{path}.name", errors);
        var index = 0;
        foreach (var rule in webhook.Each("rules"))
        {
            AdmissionRuleValidation.ValidateRule(rule, $"{path}.rules[{index++}]", errors);
        }

        errors.OneOf(webhook, "failurePolicy", path, "Fail", "Ignore");
        errors.OneOf(webhook, "matchPolicy", path, "Equivalent", "Exact");
        if (webhook["sideEffects"] is null)
        {
            errors.Required($"{path}.sideEffects", $"must specify one of {string.Join(", ", sideEffects)}");
        }

        errors.OneOf(webhook, "sideEffects", path, sideEffects);
        if (FieldErrors.Number(webhook, "timeoutSeconds") is { } timeout and (< 1 or > LongestTimeout))
        {
            errors.Invalid($"{path}.timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds");
        }

        SelectorValidation.Validate(webhook["namespaceSelector"] as JsonObject, $"{path}.namespaceSelector", errors);
        SelectorValidation.Validate(webhook["objectSelector"] as JsonObject, $"{path}.objectSelector", errors);
        errors.OneOf(webhook, "reinvocationPolicy", path, "IfNeeded", "Never");
        WebhookClientValidation.ValidateAddress(webhook["clientConfig"] as JsonObject, $"{path}.clientConfig", errors);
    }

    private static void ValidateName(string name, string path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
        }
        else if (Names.Subdomain(name) is { Count: > 0 } faults)
        {
            errors.Invalid(path, name, string.Join(',', faults));
        }
        else if (name.Split('.').Length < 3)
        {
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
        }
    }
}
