namespace Sampan.Charts.Schemas;

/// <summary>The keywords that check objects.</summary>
internal static class ObjectKeywords
{
    public static void Check(SchemaEvaluation evaluation, JsonSchema schema, Dictionary<string, object?> map)
    {
        if (map.Count < schema.MinProperties)
        {
            evaluation.Add($"minProperties: got {LocalizedNumber.Of(map.Count)}, want {LocalizedNumber.Of(schema.MinProperties.Value)}");
        }

        if (map.Count > schema.MaxProperties)
        {
            evaluation.Add($"maxProperties: got {LocalizedNumber.Of(map.Count)}, want {LocalizedNumber.Of(schema.MaxProperties.Value)}");
        }

        if (Missing(map, schema.Required) is { Count: > 0 } missing)
        {
            evaluation.Add(missing.Count == 1 ? $"missing property {SchemaError.Quote(missing[0])}" : $"missing properties {SchemaError.Quote(missing)}");
        }

        CheckProperties(evaluation, schema, map);
        if (schema.PropertyNames is { } names)
        {
            foreach (var name in map.Keys.Order(StringComparer.Ordinal))
            {
                evaluation.Add(evaluation.EvaluateName(names, name));
            }
        }

        foreach (var (_, dependent) in schema.DependentSchemas.Where(entry => map.ContainsKey(entry.Property)))
        {
            evaluation.Add(evaluation.EvaluateSelf(dependent));
        }

        foreach (var (property, required) in schema.DependentRequired.Where(entry => map.ContainsKey(entry.Property)))
        {
            if (Missing(map, required) is { Count: > 0 } missed)
            {
                evaluation.Add($"properties {SchemaError.Quote(missed)} required, if {SchemaError.Quote(property)} exists");
            }
        }
    }

    private static void CheckProperties(SchemaEvaluation evaluation, JsonSchema schema, Dictionary<string, object?> map)
    {
        if (schema.Properties is null && schema.PatternProperties.Count == 0 && schema.AdditionalProperties is null)
        {
            return;
        }

        List<string> notAllowed = [];
        foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var covered = false;
            if (schema.Properties is { } properties && properties.TryGetValue(name, out var property))
            {
                covered = true;
                evaluation.Add(evaluation.EvaluatePart(property, value, name));
            }

            foreach (var (pattern, patterned) in schema.PatternProperties)
            {
                if (pattern.IsMatch(name))
                {
                    covered = true;
                    evaluation.Add(evaluation.EvaluatePart(patterned, value, name));
                }
            }

            if (!covered && schema.AdditionalProperties is { } additional)
            {
                covered = true;
                if (additional.Schema is { } rest)
                {
                    evaluation.Add(evaluation.EvaluatePart(rest, value, name));
                }
                else if (!additional.Allowed)
                {
                    notAllowed.Add(name);
                }
            }

            if (covered)
            {
                evaluation.Unevaluated.Cover(name);
            }
        }

        if (notAllowed.Count > 0)
        {
            evaluation.Add($"additional properties {SchemaError.Quote(notAllowed)} not allowed");
        }
    }

    private static List<string> Missing(Dictionary<string, object?> map, IReadOnlyList<string> required) =>
        [.. required.Where(name => !map.ContainsKey(name))];
}
