using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Costs;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.Validation;

/// <summary>The rules of a CustomResourceDefinition's schema: whether they compile, and what they may cost at worst (apiextensions validation.go).</summary>
internal sealed class ValidationRuleChecks
{
    private const int MostBlamed = 4;

    private readonly IReadOnlySet<string> _unsound;
    private readonly bool _isUnchanged;
    private readonly FieldErrors _errors;
    private readonly List<(string Path, ulong Cost)> _costs = [];

    private ValidationRuleChecks(IReadOnlySet<string> unsound, bool isUnchanged, FieldErrors errors)
    {
        _unsound = unsound;
        _isUnchanged = isUnchanged;
        _errors = errors;
    }

    /// <summary>Checks a schema.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="unsound">Nodes of which something is wrong in the schema itself: their rules are not looked at.</param>
    /// <param name="isUnchanged">Whether the schema is what it was before: then each rule may cost what it did.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Check(JsonObject schema, string path, IReadOnlySet<string> unsound, bool isUnchanged, FieldErrors errors)
    {
        var root = StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes()));
        if (SchemaDeclaration.Of(root, isRoot: true, "selfType") is not { } declaration)
        {
            return;
        }

        var checks = new ValidationRuleChecks(unsound, isUnchanged, errors);
        checks.Visit(root, declaration, path, 1, "");
        checks.CheckTotal(path);
    }

    // Children first, then the node's own rules, as the API server reports them.
    private void Visit(StructuralSchema schema, CelDeclaration? declaration, string path, ulong? cardinality, string uncorrelated)
    {
        if (schema.Values is { } values)
        {
            Visit(values, declaration?.Element, $"{path}.additionalProperties", Multiply(cardinality, schema.Rules.MaxProperties), uncorrelated);
        }

        foreach (var (name, property) in schema.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            var declared = FieldNames.Escape(name) is { } escaped && declaration?.Fields.TryGetValue(escaped, out var field) == true ? field.Declaration : null;
            Visit(property, declared, $"{path}.properties[{name}]", cardinality, uncorrelated);
        }

        if (schema.Items is { } items)
        {
            var below = schema.ListType == Sampan.Kubernetes.Schemas.ListType.Map || uncorrelated.Length > 0 ? uncorrelated : path;
            Visit(items, declaration?.Element, $"{path}.items", Multiply(cardinality, schema.Rules.MaxItems), below);
        }

        if (declaration is null || schema.Validations.Count == 0 || _unsound.Contains(path))
        {
            return;
        }

        for (var i = 0; i < schema.Validations.Count; i++)
        {
            CheckExpressions(CompiledRule.Of(schema.Validations[i], declaration), declaration, RulePathOf(path, i), cardinality, uncorrelated);
        }
    }

    private static string RulePathOf(string path, int index) => $"{path}.x-kubernetes-validations[{index.ToString(CultureInfo.InvariantCulture)}]";

    // Null: without a bound.
    private static ulong? Multiply(ulong? cardinality, long? most) => cardinality is { } count && most is { } bound ? CostRange.Multiply(count, (ulong)Math.Max(0, bound)) : null;

    private void CheckExpressions(CompiledRule rule, CelDeclaration declaration, string path, ulong? cardinality, string uncorrelated)
    {
        if (rule.Program is { } program)
        {
            CheckCost(program, declaration, $"{path}.rule", "estimated rule cost", cardinality);
        }

        if (rule.Error.Length > 0)
        {
            _errors.Invalid($"{path}.rule", Show(rule.Rule), rule.Error);
        }

        if (rule.MessageError.Length > 0)
        {
            _errors.Invalid($"{path}.messageExpression", Show(rule.Rule), rule.MessageError);
        }
        else if (rule.Message is { } message)
        {
            CheckCost(message, declaration, $"{path}.messageExpression", "estimated messageExpression cost", 1);
        }

        if (rule.IsTransition && uncorrelated.Length > 0)
        {
            _errors.Invalid($"{path}.rule", rule.Rule.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelated}");
        }
        else if (!rule.IsTransition && rule.Rule.OptionalOldSelf is { } optional)
        {
            _errors.Invalid($"{path}.optionalOldSelf", optional, "may not be set if oldSelf is not used in rule");
        }
    }

    private void CheckCost(CelProgram program, CelDeclaration declaration, string path, string what, ulong? cardinality)
    {
        // Without a bound of its own, a rule runs as often as its values fit into a request.
        var cost = CostRange.Multiply(CostEstimator.Estimate(program, declaration).Max, cardinality ?? (ulong)(SchemaDeclaration.LargestRequest / (declaration.MinSize + 1)));
        if (cost > RuleLimits.EstimatedRule && !_isUnchanged)
        {
            _errors.Forbidden(path, TooExpensive(what, cost, RuleLimits.EstimatedRule));
        }

        _costs.Add((path, cost));
    }

    private void CheckTotal(string path)
    {
        var total = _costs.Aggregate(0UL, (sum, entry) => CostRange.Add(sum, entry.Cost));
        if (total <= RuleLimits.EstimatedSchema)
        {
            return;
        }

        foreach (var (at, _) in _costs.Where(entry => entry.Cost >= RuleLimits.EstimatedSchema / 100).OrderByDescending(entry => entry.Cost).Take(MostBlamed))
        {
            _errors.Forbidden(at, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema");
        }

        _errors.Forbidden(path, TooExpensive("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", total, RuleLimits.EstimatedSchema));
    }

    private static string TooExpensive(string what, ulong cost, ulong limit)
    {
        var factor = (double)cost / limit;
        var shown = factor > 100 ? "more than 100x" : factor.ToString(factor < 1.5 ? "F6" : "F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {shown} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }

    // As the API server's own type is written, which has no names for JSON.
    private static JsonObject Show(ValidationRule rule) => new()
    {
        ["Rule"] = rule.Rule,
        ["Message"] = rule.Message,
        ["MessageExpression"] = rule.MessageExpression,
        ["Reason"] = rule.Reason.Length == 0 ? null : rule.Reason,
        ["FieldPath"] = rule.FieldPath,
        ["OptionalOldSelf"] = rule.OptionalOldSelf,
    };
}
