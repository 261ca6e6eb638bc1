using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Rules;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The form of a schema node's <c>x-kubernetes-validations</c>: what is written, before anything is compiled.</summary>
internal static class ValidationRuleForm
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    /// <summary>Checks the rules of one node.</summary>
    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var rule in schema.Each("x-kubernetes-validations"))
        {
            Check(rule, schema, $"{path}.x-kubernetes-validations[{index++.ToString(CultureInfo.InvariantCulture)}]", errors);
        }
    }

    private static void Check(JsonObject rule, JsonObject schema, string path, FieldErrors errors)
    {
        CheckTexts(rule, path, errors);
        var expression = rule.TextOf("messageExpression");
        if (expression.Length > 0 && string.IsNullOrWhiteSpace(expression))
        {
            errors.Required($"{path}.messageExpression", "messageExpression must be non-empty if specified");
        }

        if (rule["reason"] is { } reason && !Reasons.Contains(reason.ToString()))
        {
            errors.NotSupported($"{path}.reason", reason, Reasons);
        }

        if (rule.TextOf("fieldPath") is { Length: > 0 } fieldPath)
        {
            CheckFieldPath(fieldPath, schema, $"{path}.fieldPath", errors);
        }
    }

    private static void CheckTexts(JsonObject rule, string path, FieldErrors errors)
    {
        var text = rule.TextOf("rule").Trim();
        var message = rule.TextOf("message");
        if (text.Length == 0)
        {
            errors.Required($"{path}.rule", "rule is not specified");
        }
        else if (message.Length > 0 && string.IsNullOrWhiteSpace(message))
        {
            errors.Invalid($"{path}.message", message, "must be non-empty if specified");
        }
        else if (HasLineBreaks(message.Trim()))
        {
            errors.Invalid($"{path}.message", message, "must not contain line breaks");
        }
        else if (HasLineBreaks(text) && message.Length == 0)
        {
            errors.Required($"{path}.message", "message must be specified if rule contains line breaks");
        }
    }

    private static void CheckFieldPath(string fieldPath, JsonObject schema, string path, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(fieldPath))
        {
            errors.Invalid(path, fieldPath, "must be non-empty if specified");
        }

        if (HasLineBreaks(fieldPath))
        {
            errors.Invalid(path, fieldPath, "must not contain line breaks");
        }

        if (StructuralChecks.CanBeStructural(schema) && RulePath.Mistake(fieldPath, StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes()))) is not null)
        {
            errors.Invalid(path, fieldPath, "must be a valid path");
        }
    }

    private static bool HasLineBreaks(string text) => text.AsSpan().ContainsAny('\n', '\r');
}
