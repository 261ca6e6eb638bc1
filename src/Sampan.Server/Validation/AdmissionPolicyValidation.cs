using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy and MutatingAdmissionPolicy.</summary>
internal static class AdmissionPolicyValidation
{
    private const int MostAnnotations = 20;
    private const int LongestAnnotation = 5 * 1024;
    private const string NothingToDo = "validations or auditAnnotations must contain at least one item";

    public static void ValidateValidating(JsonObject policy, FieldErrors errors)
    {
        var spec = policy.At("spec") ?? [];
        var compiler = ValidateCommon(spec, isMutating: false, errors);
        var validations = spec.Each("validations").ToList();
        var annotations = spec.Each("auditAnnotations").ToList();
        if (validations.Count == 0 && annotations.Count == 0)
        {
            errors.Required("spec.validations", NothingToDo);
            errors.Required("spec.auditAnnotations", NothingToDo);
            return;
        }

        for (var i = 0; i < validations.Count; i++)
        {
            ValidateValidation(validations[i], compiler, $"spec.validations[{i}]", errors);
        }

        if (annotations.Count > MostAnnotations)
        {
            errors.Invalid("spec.auditAnnotations", spec["auditAnnotations"], $"must not have more than {MostAnnotations} auditAnnotations");
        }

        HashSet<string> keys = [];
        for (var i = 0; i < annotations.Count; i++)
        {
            ValidateAnnotation(annotations[i], policy.At("metadata").TextOf("name"), compiler, $"spec.auditAnnotations[{i}]", errors);
            if (!keys.Add(annotations[i].TextOf("key")))
            {
                errors.Duplicate($"spec.auditAnnotations[{i}].key", annotations[i].TextOf("key"));
            }
        }
    }

    public static void ValidateMutating(JsonObject policy, FieldErrors errors)
    {
        var spec = policy.At("spec") ?? [];
        var compiler = ValidateCommon(spec, isMutating: true, errors);
        var mutations = spec.Each("mutations").ToList();
        if (mutations.Count == 0)
        {
            errors.Required("spec.mutations", "mutations must contain at least one item");
        }

        for (var i = 0; i < mutations.Count; i++)
        {
            ValidateMutation(mutations[i], compiler, $"spec.mutations[{i}]", errors);
        }

        if (spec.TextOf("reinvocationPolicy").Length == 0)
        {
            errors.Required("spec.reinvocationPolicy");
        }
        else
        {
            errors.OneOf(spec, "reinvocationPolicy", "spec", "IfNeeded", "Never");
        }
    }

    private static PolicyCompiler ValidateCommon(JsonObject spec, bool isMutating, FieldErrors errors)
    {
        errors.OneOf(spec, "failurePolicy", "spec", "Fail", "Ignore");
        if (spec["paramKind"] is JsonObject kind)
        {
            ValidateKind(kind, "spec.paramKind", errors);
        }

        ValidateConstraints(spec, isMutating, errors);
        var hasParameters = spec["paramKind"] is JsonObject;
        AdmissionExpressionValidation.ValidateConditions(spec, hasParameters, "spec.matchConditions", errors);
        var compiler = new PolicyCompiler(hasParameters, isMutating);
        var index = 0;
        foreach (var variable in spec.Each("variables"))
        {
            ValidateVariable(variable, compiler, $"spec.variables[{index++}]", errors);
        }

        return compiler;
    }

    private static void ValidateConstraints(JsonObject spec, bool isMutating, FieldErrors errors)
    {
        if (spec["matchConstraints"] is not JsonObject match)
        {
            errors.Required("spec.matchConstraints");
            return;
        }

        AdmissionRuleValidation.ValidateMatch(match, "spec.matchConstraints", errors);
        if (!match.Each("resourceRules").Any())
        {
            errors.Required("spec.matchConstraints.resourceRules");
        }

        if (isMutating)
        {
            AdmissionRuleValidation.ValidateMutable(match, "spec.matchConstraints", errors);
        }
    }

    private static void ValidateKind(JsonObject kind, string path, FieldErrors errors)
    {
        var version = kind.TextOf("apiVersion");
        if (version.Length == 0)
        {
            errors.Required($"{path}.apiVersion");
        }
        else if (version.Count(letter => letter == '/') > 1)
        {
            errors.Invalid($"{path}.apiVersion", version, $"unexpected GroupVersion string: {version}");
        }
        else
        {
            var parts = version.Split('/');
            if (parts.Length == 2 && parts[0].Length > 0 && Names.Subdomain(parts[0]) is { Count: > 0 } group)
            {
                errors.Invalid($"{path}.apiVersion", parts[0], string.Join(',', group));
            }

            if (parts[^1].Length == 0)
            {
                errors.Invalid($"{path}.apiVersion", version, "version must be specified");
            }
            else if (Names.ServiceLabel(parts[^1]) is { Count: > 0 } label)
            {
                errors.Invalid($"{path}.apiVersion", parts[^1], string.Join(',', label));
            }
        }

        if (kind.TextOf("kind").Length == 0)
        {
            errors.Required($"{path}.kind");
        }
        else if (Names.ServiceLabel(kind.TextOf("kind").ToLowerInvariant()) is { Count: > 0 } wrong)
        {
            errors.Invalid($"{path}.kind", kind.TextOf("kind"), $"may have mixed case, but should otherwise match: {string.Join(',', wrong)}");
        }
    }

    private static void ValidateVariable(JsonObject variable, PolicyCompiler compiler, string path, FieldErrors errors)
    {
        var (name, expression) = (variable.TextOf("name"), variable.TextOf("expression"));
        if (name.Trim().Length == 0)
        {
            errors.Required($"{path}.name", "name is not specified");
        }
        else if (!FieldNames.IsIdentifier(name))
        {
            errors.Invalid($"{path}.name", name, "must be a valid CEL identifier");
        }

        if (expression.Trim().Length == 0)
        {
            errors.Required($"{path}.expression", "expression is not specified");
        }
        else
        {
            AdmissionExpressionValidation.Check(compiler.AddVariable(name, expression), expression, $"{path}.expression", errors);
        }
    }

    private static void ValidateValidation(JsonObject validation, PolicyCompiler compiler, string path, FieldErrors errors)
    {
        var (expression, messageExpression, message) = (validation.TextOf("expression"), validation.TextOf("messageExpression"), validation.TextOf("message"));
        if (expression.Trim().Length == 0)
        {
            errors.Required($"{path}.expression", "expression is not specified");
        }
        else
        {
            AdmissionExpressionValidation.Check(compiler.Compile(expression), expression, $"{path}.expression", errors, CelType.Bool);
        }

        if (messageExpression.Length > 0 && messageExpression.Trim().Length == 0)
        {
            errors.Invalid($"{path}.messageExpression", messageExpression, "must be non-empty if specified");
        }
        else if (messageExpression.Length > 0)
        {
            AdmissionExpressionValidation.Check(compiler.Compile(messageExpression, hasAuthorizer: false), messageExpression, $"{path}.messageExpression", errors, CelType.String);
        }

        if (message.Length > 0 && message.Trim().Length == 0)
        {
            errors.Invalid($"{path}.message", message, "must be non-empty if specified");
        }
        else if (message.Trim().AsSpan().ContainsAny('\n', '\r'))
        {
            errors.Invalid($"{path}.message", message, "must not contain line breaks");
        }

        errors.OneOf(validation, "reason", path, "Forbidden", "Invalid", "RequestEntityTooLarge");
    }

    private static void ValidateAnnotation(JsonObject annotation, string policy, PolicyCompiler compiler, string path, FieldErrors errors)
    {
        var (key, expression) = (annotation.TextOf("key"), annotation.TextOf("valueExpression").Trim());
        if (policy.Length == 0)
        {
            errors.Invalid($"{path}.key", key, "requires metadata.name be non-empty");
        }
        else
        {
            errors.Invalid($"{path}.key", $"{policy}/{key}", LabelSyntax.KeyErrors($"{policy}/{key}"));
        }

        if (expression.Length == 0)
        {
            errors.Required($"{path}.valueExpression", "valueExpression is not specified");
        }
        else if (Encoding.UTF8.GetByteCount(expression) > LongestAnnotation)
        {
            errors.Required($"{path}.valueExpression", $"must not exceed {LongestAnnotation} bytes in length");
        }
        else
        {
            AdmissionExpressionValidation.Check(compiler.Compile(expression), annotation.TextOf("valueExpression"), $"{path}.valueExpression", errors, CelType.String, CelType.Null);
        }
    }

    private static void ValidateMutation(JsonObject mutation, PolicyCompiler compiler, string path, FieldErrors errors)
    {
        var type = mutation.TextOf("patchType");
        if (type is not ("ApplyConfiguration" or "JSONPatch"))
        {
            if (type.Length == 0)
            {
                errors.Required($"{path}.patchType");
            }
            else
            {
                errors.NotSupported($"{path}.patchType", type, "ApplyConfiguration", "JSONPatch");
            }

            return;
        }

        var (own, other) = type == "JSONPatch" ? ("jsonPatch", "applyConfiguration") : ("applyConfiguration", "jsonPatch");
        if (mutation[own] is not JsonObject patch)
        {
            errors.Required($"{path}.{own}", $"must be specified when patchType is {type}");
        }
        else if (patch.TextOf("expression").Trim() is { Length: > 0 } expression)
        {
            var wanted = type == "JSONPatch" ? CelType.List(AdmissionEnvironment.JsonPatch) : CelType.OpenObject("Object");
            AdmissionExpressionValidation.Check(compiler.Compile(expression), expression, $"{path}.{own}.expression", errors, wanted);
        }
        else
        {
            errors.Required($"{path}.{own}.expression");
        }

        if (mutation[other] is JsonObject)
        {
            // The message names the member instead of showing it.
            errors.Invalid($"{path}.{other}", $"{{{other}}}", $"must not be specified when patchType is {type}");
        }
    }

    /// <summary>Validates what the type checker has found, and the conditions.</summary>
    public static void ValidateStatus(JsonObject policy, FieldErrors errors)
    {
        const string warnings = "status.typeChecking.expressionWarnings";
        var index = 0;
        foreach (var warning in policy.At("status", "typeChecking").Each("expressionWarnings"))
        {
            foreach (var name in (ReadOnlySpan<string>)["warning", "fieldRef"])
            {
                if (warning.TextOf(name).Trim().Length == 0)
                {
                    errors.Required($"{warnings}[{index}].{name}");
                }
            }

            index++;
        }

        ConditionValidation.Validate(policy.At("status"), "conditions", "status.conditions", errors);
    }
}
