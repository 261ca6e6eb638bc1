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
    public void Check(IReadOnlyList<CompiledRule> rules, StructuralSchema schema, CelDeclaration declaration, JsonNode value, JsonNode? old, string path, Correlation correlation)
    {
        if (rules.Count == 0)
        {
            return;
        }

        var place = new Place(value, schema.Type, path, correlation);
        if (_budget == 0)
        {
            Spend(place);
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
                Fail(place, $"rule compile error: {rule.Error}");
            }

            var isOptional = rule.Rule.OptionalOldSelf == true;
            if (rule.Program is not null && (oldSelf is not null || isOptional || !rule.IsTransition))
            {
                // Messages see what was there before as it is, even where the rule sees an optional.
                var plain = new Variables(self, oldSelf);
                Check(rule, isOptional ? new Variables(self, new OptionalValue(oldSelf)) : plain, plain, place);
            }
        }
    }

    private void Check(CompiledRule rule, Variables variables, Variables plain, Place place)
    {
        var result = rule.Program!.Evaluate(variables, RuleLimits.Call);
        if (result.Cost > _budget)
        {
            Spend(place);
            return;
        }

        _budget -= result.Cost;
        if (result.Error == CelResult.CostExceeded)
        {
            Fail(place, $"'{result.Error}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Rule.Title}");
            _budget = -1;
        }
        else if (result.Error is { } error)
        {
            Fail(place, error.StartsWith("no such overload", StringComparison.Ordinal)
                ? $"'{error}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Rule.Title}"
                : $"{error} evaluating rule: {rule.Rule.Title}");
        }
        else if (!result.IsTrue)
        {
            Report(rule, plain, place);
        }
    }

    private void Report(CompiledRule rule, Variables variables, Place place)
    {
        var field = RulePath.Append(place.Path, rule.Rule.FieldPath);
        var message = Message(rule, variables);
        if (IsSpent)
        {
            Add(rule, new StatusCause("FieldValueInvalid", $"Invalid value: \"{place.Type}\": {message}", field), place);
            return;
        }

        var detail = message ?? (rule.Rule.Message.Length > 0 ? rule.Rule.Message.Trim() : $"failed rule: {rule.Rule.Rule.Trim()}");
        var shown = place.Type is "object" or "array" ? "" : $": {Encoding.UTF8.GetString(place.Value.ToUtf8Bytes())}";
        var cause = rule.Rule.Reason switch
        {
            "FieldValueForbidden" => new StatusCause(rule.Rule.Reason, $"Forbidden: {detail}", field),
            "FieldValueRequired" => new StatusCause(rule.Rule.Reason, $"Required value: {detail}", field),
            "FieldValueDuplicate" => new StatusCause(rule.Rule.Reason, $"Duplicate value{shown}", field),
            _ => new StatusCause("FieldValueInvalid", $"Invalid value{shown}: {detail}", field),
        };
        Add(rule, cause, place);
    }

    private void Add(CompiledRule rule, StatusCause cause, Place place)
    {
        if (!rule.IsTransition && place.Correlation.IsUnchanged)
        {
            warnings.Add($"{cause.Field}: {cause.Message}");
        }
        else
        {
            _causes.Add(cause);
        }
    }

    // What the message expression makes; null where it makes nothing that can be shown. One that is too dear ends the run.
    private string? Message(CompiledRule rule, Variables variables)
    {
        if (rule.Message is null)
        {
            return null;
        }

        var result = rule.Message.Evaluate(variables, RuleLimits.Call);
        if (result.Cost > _budget)
        {
            _budget = -1;
            return "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run";
        }

        _budget -= result.Cost;
        if (result.Error == CelResult.CostExceeded)
        {
            _budget = -1;
            return $"no further validation rules will be run due to call cost exceeds limit for messageExpression: {ShownValue.Quote(rule.Rule.MessageExpression)}";
        }

        var text = (result.Value as StringValue)?.Value.Trim();
        return string.IsNullOrEmpty(text) || text.Contains('\n') || Encoding.UTF8.GetByteCount(text) > RuleLimits.MessageBytes ? null : text;
    }

    private void Spend(Place place)
    {
        Fail(place, "validation failed due to running out of cost budget, no further validation rules will be run");
        _budget = -1;
    }

    private void Fail(Place place, string detail) =>
        _causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: \"{place.Type}\": {detail}", place.Path.Length == 0 ? "<nil>" : place.Path));

    private sealed record Place(JsonNode Value, string Type, string Path, Correlation Correlation);

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
