using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>admissionregistration.k8s.io/v1 bindings of admission policies.</summary>
internal static class PolicyBindingValidation
{
    private const string SaidTwice =
        "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)";

    public static void ValidateValidating(JsonObject binding, FieldErrors errors)
    {
        var spec = binding.At("spec") ?? [];
        ValidateCommon(spec, errors);
        var actions = (spec["validationActions"] as JsonArray ?? []).Select(action => action?.ToString() ?? "").ToList();
        for (var i = 0; i < actions.Count; i++)
        {
            if (actions[i] is not ("Audit" or "Deny" or "Warn"))
            {
                errors.NotSupported($"spec.validationActions[{i}]", actions[i], "Audit", "Deny", "Warn");
            }

            if (actions.IndexOf(actions[i]) < i)
            {
                errors.Duplicate($"spec.validationActions[{i}]", actions[i]);
            }
        }

        if (actions.Contains("Deny") && actions.Contains("Warn"))
        {
            errors.Invalid("spec.validationActions", spec["validationActions"], SaidTwice);
        }

        if (actions.Count == 0)
        {
            errors.Required("spec.validationActions", "at least one validation action is required");
        }
    }

    public static void ValidateMutating(JsonObject binding, FieldErrors errors)
    {
        ValidateCommon(binding.At("spec") ?? [], errors);
        AdmissionRuleValidation.ValidateMutable(binding.At("spec", "matchResources"), "spec.matchResources", errors);
    }

    private static void ValidateCommon(JsonObject spec, FieldErrors errors)
    {
        if (spec.TextOf("policyName").Length == 0)
        {
            errors.Required("spec.policyName");
        }
        else
        {
            errors.Invalid("spec.policyName", spec.TextOf("policyName"), Names.Subdomain(spec.TextOf("policyName")));
        }

        if (spec["paramRef"] is JsonObject reference)
        {
            ValidateReference(reference, "spec.paramRef", errors);
        }

        AdmissionRuleValidation.ValidateMatch(spec["matchResources"] as JsonObject, "spec.matchResources", errors);
    }

    private static void ValidateReference(JsonObject reference, string path, FieldErrors errors)
    {
        var name = reference.TextOf("name");
        var selector = reference["selector"] as JsonObject;
        if (name.Length > 0)
        {
            errors.Invalid($"{path}.name", name, Names.PathSegment(name));
            if (selector is not null)
            {
                errors.Forbidden($"{path}.name", "name and selector are mutually exclusive");
            }
        }

        if (selector is not null)
        {
            SelectorValidation.Validate(selector, $"{path}.selector", checksValues: true, errors);
            if (name.Length > 0)
            {
                errors.Forbidden($"{path}.selector", "name and selector are mutually exclusive");
            }
        }
        else if (name.Length == 0)
        {
            errors.Required(path, "one of name or selector must be specified");
        }

        if (reference.TextOf("parameterNotFoundAction").Length == 0)
        {
            errors.Required($"{path}.parameterNotFoundAction");
        }
        else
        {
            errors.OneOf(reference, "parameterNotFoundAction", path, "Deny", "Allow");
        }
    }
}
