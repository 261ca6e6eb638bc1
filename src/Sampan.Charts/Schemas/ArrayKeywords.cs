using System.Globalization;

namespace Sampan.Charts.Schemas;

/// <summary>The keywords that check arrays.</summary>
internal static class ArrayKeywords
{
    public static void Check(SchemaEvaluation evaluation, JsonSchema schema, List<object?> list)
    {
        if (list.Count < schema.MinItems)
        {
            evaluation.Add($"minItems: got {LocalizedNumber.Of(list.Count)}, want {LocalizedNumber.Of(schema.MinItems.Value)}");
        }

        if (list.Count > schema.MaxItems)
        {
            evaluation.Add($"maxItems: got {LocalizedNumber.Of(list.Count)}, want {LocalizedNumber.Of(schema.MaxItems.Value)}");
        }

        if (schema.UniqueItems && FirstDuplicate(list) is { } duplicate)
        {
            evaluation.Add($"items at {LocalizedNumber.Of(duplicate.First)} and {LocalizedNumber.Of(duplicate.Second)} are equal");
        }

        CheckItems(evaluation, schema, list);
        if (schema.Contains is { } contained)
        {
            CheckContains(evaluation, schema, contained, list);
        }
    }

    /// <summary>An item's index as a part of a path.</summary>
    public static string Token(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static void CheckItems(SchemaEvaluation evaluation, JsonSchema schema, List<object?> list)
    {
        var prefix = Math.Min(schema.PrefixItems?.Count ?? 0, list.Count);
        for (var i = 0; i < prefix; i++)
        {
            evaluation.Add(evaluation.EvaluatePart(schema.PrefixItems![i], list[i], Token(i)));
        }

        if (schema.Items is { Schema: { } rest })
        {
            for (var i = prefix; i < list.Count; i++)
            {
                evaluation.Add(evaluation.EvaluatePart(rest, list[i], Token(i)));
            }
        }
        else if (schema.Items is { Allowed: false } && prefix < list.Count)
        {
            evaluation.Add($"last {LocalizedNumber.Of(list.Count - prefix)} additionalItem(s) not allowed");
        }
    }

    private static void CheckContains(SchemaEvaluation evaluation, JsonSchema schema, JsonSchema contained, List<object?> list)
    {
        List<SchemaError> errors = [];
        List<int> matched = [];
        for (var i = 0; i < list.Count; i++)
        {
            if (evaluation.EvaluatePart(contained, list[i], Token(i)) is { } error)
            {
                errors.Add(error);
                continue;
            }

            matched.Add(i);
            if (schema.Draft >= 2020)
            {
                evaluation.Unevaluated.Cover(i);
            }
        }

        if (schema.MinContains is { } minimum)
        {
            if (matched.Count < minimum)
            {
                evaluation.Add($"min {LocalizedNumber.Of(minimum)} items required to match contains schema, but {Matches(matched)}", errors);
            }
        }
        else if (matched.Count == 0)
        {
            evaluation.Add("no items match contains schema", errors);
        }

        if (matched.Count > schema.MaxContains)
        {
            evaluation.Add($"max {LocalizedNumber.Of(schema.MaxContains.Value)} items required to match contains schema, but {Matches(matched)}");
        }
    }

    private static string Matches(List<int> matched) => matched.Count == 0
        ? "none matched"
        : $"matched {LocalizedNumber.Of(matched.Count)} items at {string.Join(' ', matched)}";

    private static (int First, int Second)? FirstDuplicate(List<object?> list)
    {
        for (var second = 1; second < list.Count; second++)
        {
            var first = list.FindIndex(0, second, item => SchemaData.AreEqual(item, list[second]));
            if (first >= 0)
            {
                return (first, second);
            }
        }

        return null;
    }
}
