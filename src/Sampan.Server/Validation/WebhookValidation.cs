using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>admissionregistration.k8s.io/v1 MutatingWebhookConfiguration and ValidatingWebhookConfiguration (pkg/apis/admissionregistration/validation).</summary>
internal static class WebhookValidation
{
    private const int LongestTimeout = 30;

    public static void Validate(JsonObject configuration, FieldErrors errors)
    {
        HashSet<string> names = [];
        var index = 0;
        foreach (var webhook in configuration.Each("webhooks"))
        {
            var path = $"webhooks[{index++}]";
            ValidateWebhook(webhook, path, errors);
            WebhookClientValidation.ValidateVersions(webhook["admissionReviewVersions"] as JsonArray, $"{path}.admissionReviewVersions", "must specify one of v1, v1beta1", errors);
            if (webhook.TextOf("name") is { Length: > 0 } name && !names.Add(name))
            {
                errors.Duplicate($"{path}.name", name);
            }
        }
    }

    private static void ValidateWebhook(JsonObject webhook, string path, FieldErrors errors)
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
            errors.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun");
        }

        errors.OneOf(webhook, "sideEffects", path, "None", "NoneOnDryRun");
        if (FieldErrors.Number(webhook, "timeoutSeconds") is { } timeout and (< 1 or > LongestTimeout))
        {
            errors.Invalid($"{path}.timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds");
        }

        SelectorValidation.Validate(webhook["namespaceSelector"] as JsonObject, $"{path}.namespaceSelector", errors);
        SelectorValidation.Validate(webhook["objectSelector"] as JsonObject, $"{path}.objectSelector", errors);
        errors.OneOf(webhook, "reinvocationPolicy", path, "IfNeeded", "Never");
        WebhookClientValidation.ValidateAddress(webhook["clientConfig"] as JsonObject, $"{path}.clientConfig", errors);
        AdmissionExpressionValidation.ValidateConditions(webhook, hasParameters: false, $"{path}.matchConditions", errors);
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
