using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Cel;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>The compiled rules of a schema, node by node; made once for a version of a definition.</summary>
internal sealed class RuleValidator
{
    private readonly StructuralSchema _schema;
    private readonly CelDeclaration _declaration;
    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly Dictionary<string, RuleValidator> _properties = [];
    private readonly RuleValidator? _items;
    private readonly RuleValidator? _values;

    private RuleValidator(StructuralSchema schema, CelDeclaration declaration)
    {
        _schema = schema;
        _declaration = declaration;
        _rules = [.. schema.Validations.Concat(schema.Rules.AllOf.SelectMany(branch => branch.Validations)).Select(rule => CompiledRule.Of(rule, declaration))];
        foreach (var (name, property) in schema.Properties)
        {
            var declared = FieldNames.Escape(name) is { } escaped && declaration.Fields.TryGetValue(escaped, out var field)
                ? field.Declaration
                : SchemaDeclaration.Of(property, property.IsEmbeddedResource, $"{declaration.Type.Name}.{name}");
            if (Build(property, declared) is { } below)
            {
                _properties[name] = below;
            }
        }

        _items = schema.Items is null ? null : Build(schema.Items, declaration.Element);
        _values = schema.Values is null ? null : Build(schema.Values, declaration.Element);
    }

    private bool IsEmpty => _rules.Count == 0 && _properties.Count == 0 && _items is null && _values is null;

    /// <summary>The rules of a whole schema; null if it has none.</summary>
    public static RuleValidator? Of(StructuralSchema root) => Build(root, SchemaDeclaration.Of(root, isRoot: true, "selfType"));

    /// <summary>The rules of a part of a schema; null if it has none.</summary>
    public static RuleValidator? OfValue(StructuralSchema schema) => Build(schema, SchemaDeclaration.Of(schema, schema.IsEmbeddedResource, "selfType"));

    /// <summary>What of a default breaks the rules, be it new or as it was before.</summary>
    public IReadOnlyList<StatusCause> ValidateDefault(JsonNode value)
    {
        var asNew = new RuleRun([]);
        Validate(value, null, "", new Correlation(value, null, null), asNew);
        if (asNew.Causes.Count > 0)
        {
            return asNew.Causes;
        }

        var asBefore = new RuleRun([]);
        Validate(value, value, "", new Correlation(value, value, null), asBefore);
        return asBefore.Causes;
    }

    /// <summary>What of an object breaks the rules.</summary>
    /// <param name="value">The object.</param>
    /// <param name="old">The object before, or null for a new one.</param>
    /// <param name="warnings">Gets what breaks rules but did so before.</param>
    public IReadOnlyList<StatusCause> Validate(JsonObject value, JsonObject? old, List<string> warnings)
    {
        var run = new RuleRun(warnings);
        Validate(value, old, "", new Correlation(value, old, null), run);
        return run.Causes;
    }

    private static RuleValidator? Build(StructuralSchema schema, CelDeclaration? declaration)
    {
        if (declaration is null)
        {
            return null;
        }

        var validator = new RuleValidator(schema, declaration);
        return validator.IsEmpty ? null : validator;
    }

    private void Validate(JsonNode? value, JsonNode? old, string path, Correlation correlation, RuleRun run)
    {
        if (value is null || run.IsSpent)
        {
            return;
        }

        run.Check(_rules, _schema, _declaration, value, old, path, correlation);
        switch (value)
        {
            case JsonObject members:
                ValidateMembers(members, old as JsonObject, path, correlation, run);
                break;
            case JsonArray items when _items is not null:
                ValidateItems(items, old as JsonArray, path, correlation, run);
                break;
        }
    }

    private void ValidateMembers(JsonObject members, JsonObject? old, string path, Correlation correlation, RuleRun run)
    {
        foreach (var (name, member) in members)
        {
            var before = old?[name];
            if (_properties.TryGetValue(name, out var property))
            {
                property.Validate(member, before, path.Length == 0 ? name : $"{path}.{name}", correlation.Of(member, before), run);
            }
            else if (!_schema.Properties.ContainsKey(name))
            {
                _values?.Validate(member, before, $"{path}[{name}]", correlation.Of(member, before), run);
            }
        }
    }

    private void ValidateItems(JsonArray items, JsonArray? old, string path, Correlation correlation, RuleRun run)
    {
        var before = new ListCorrelation(old, _schema);
        for (var i = 0; i < items.Count; i++)
        {
            var match = before.Find(items[i]);
            _items!.Validate(items[i], match, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", correlation.Of(items[i], match), run);
        }
    }
}
