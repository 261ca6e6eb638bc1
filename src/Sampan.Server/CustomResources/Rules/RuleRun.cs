using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>The checking of one object against all rules: what it has found, and what it may still spend (apiextensions schema/cel/validation.go).</summary>
internal sealed class RuleRun(List<string> warnings)
{
    private readonly List<StatusCause> _causes = [];
    private long _budget = RuleLimits.Object;

    public IReadOnlyList<StatusCause> Causes => _causes;

    /// <summary>Whether nothing more is checked.</summary>
    public bool IsSpent => _budget < 0;

    /// <summary>Checks a value against the rules of its schema node.</summary>
    public void Check(IReadOnlyList<CompiledRule> rules, CelDeclaration declaration, JsonNode value, JsonNode? old, string path, Correlation correlation)
    {
        if (rules.Count == 0)
        {
            return;
        }

        var self = JsonValues.Of(value, declaration);
        var oldSelf = old is null ? null : JsonValues.Of(old, declaration);
        foreach (var rule in rules)
        {
            if (IsSpent)
            {
                return;
            }

            if (rule.Error.Length > 0)
            {
                Fail(value, path, $"rule compile error: {rule.Error}");
            }

            var isOptional = rule.Rule.OptionalOldSelf == true;
            if (rule.Program is not null && (oldSelf is not null || isOptional || !rule.IsTransition))
            {
                Check(rule, new Variables(self, isOptional ? new OptionalValue(oldSelf) : oldSelf), value, path, correlation);
            }
        }
    }

    private void Check(CompiledRule rule, Variables variables, JsonNode value, string path, Correlation correlation)
    {
        var result = rule.Program!.Evaluate(variables, RuleLimits.Call);
        if (result.Cost > _budget)
        {
            Fail(value, path, "validation failed due to running out of cost budget, no further validation rules will be run");
            _budget = -1;
            return;
        }

        _budget -= result.Cost;
        if (result.Error == CelResult.CostExceeded)
        {
            Fail(value, path, $"'{result.Error}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Rule.Title}");
            _budget = -1;
        }
        else if (result.Error is { } error)
        {
            Fail(value, path, error.StartsWith("no such overload", StringComparison.Ordinal)
                ? $"'{error}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Rule.Title}"
                : $"{error} evaluating rule: {rule.Rule.Title}");
        }
        else if (!result.IsTrue)
        {
            Report(rule, variables, value, path, correlation);
        }
    }

    private void Report(CompiledRule rule, Variables variables, JsonNode value, string path, Correlation correlation)
    {
        var detail = Message(rule, variables) ?? (rule.Rule.Message.Length > 0 ? rule.Rule.Message.Trim() : $"failed rule: {rule.Rule.Rule.Trim()}");
        var field = RulePath.Append(path, rule.Rule.FieldPath);
        var shown = value is JsonValue ? $": {Encoding.UTF8.GetString(value.ToUtf8Bytes())}" : "";
        var cause = rule.Rule.Reason switch
        {
            "FieldValueForbidden" => new StatusCause(rule.Rule.Reason, $"Forbidden: {detail}", field),
            "FieldValueRequired" => new StatusCause(rule.Rule.Reason, $"Required value: {detail}", field),
            "FieldValueDuplicate" => new StatusCause(rule.Rule.Reason, $"Duplicate value{shown}", field),
            _ => new StatusCause("FieldValueInvalid", $"Invalid value{shown}: {detail}", field),
        };
        if (!rule.IsTransition && correlation.IsUnchanged)
        {
            warnings.Add($"{cause.Field}: {cause.Message}");
        }
        else
        {
            _causes.Add(cause);
        }
    }

    // What the message expression makes; null where it makes nothing that can be shown.
    private string? Message(CompiledRule rule, Variables variables)
    {
        if (rule.Message is null)
        {
            return null;
        }

        var result = rule.Message.Evaluate(variables, RuleLimits.Call);
        _budget -= result.Cost;
        var text = (result.Value as StringValue)?.Value.Trim();
        return string.IsNullOrEmpty(text) || text.Contains('\n') || Encoding.UTF8.GetByteCount(text) > RuleLimits.MessageBytes ? null : text;
    }

    private void Fail(JsonNode value, string path, string detail)
    {
        var type = value switch
        {
            JsonObject => "object",
            JsonArray => "array",
            _ => value.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => "string",
                System.Text.Json.JsonValueKind.Number => JsonValues.Of(value) is IntValue ? "integer" : "number",
                _ => "boolean",
            },
        };
        _causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: \"{type}\": {detail}", path.Length == 0 ? "<nil>" : path));
    }

    private sealed class Variables(CelValue self, CelValue? oldSelf) : ICelVariables
    {
        public CelValue? Find(string name) => name switch
        {
            CompiledRule.Self => self,
            CompiledRule.OldSelf => oldSelf,
            _ => null,
        };
    }
}
