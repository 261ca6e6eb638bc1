using System.Globalization;

namespace Sampan.Charts.Schemas;

/// <summary>The keywords that check texts and numbers.</summary>
internal static class ScalarKeywords
{
    public static void Check(SchemaEvaluation evaluation, JsonSchema schema, string text)
    {
        if (schema.MinLength is not null || schema.MaxLength is not null)
        {
            var length = text.EnumerateRunes().Count();
            if (length < schema.MinLength)
            {
                evaluation.Add($"minLength: got {LocalizedNumber.Of(length)}, want {LocalizedNumber.Of(schema.MinLength.Value)}");
            }

            if (length > schema.MaxLength)
            {
                evaluation.Add($"maxLength: got {LocalizedNumber.Of(length)}, want {LocalizedNumber.Of(schema.MaxLength.Value)}");
            }
        }

        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            evaluation.Add($"{SchemaError.Quote(text)} does not match pattern {SchemaError.Quote(schema.PatternText)}");
        }
    }

    public static void Check(SchemaEvaluation evaluation, JsonSchema schema, ExactNumber number)
    {
        Require("minimum", schema.Minimum, bound => number.CompareTo(bound) >= 0);
        Require("maximum", schema.Maximum, bound => number.CompareTo(bound) <= 0);
        Require("exclusiveMinimum", schema.ExclusiveMinimum, bound => number.CompareTo(bound) > 0);
        Require("exclusiveMaximum", schema.ExclusiveMaximum, bound => number.CompareTo(bound) < 0);
        Require("multipleOf", schema.MultipleOf, number.IsMultipleOf);

        void Require(string keyword, ExactNumber? bound, Func<ExactNumber, bool> holds)
        {
            if (bound is { } want && !holds(want))
            {
                evaluation.Add(string.Create(CultureInfo.InvariantCulture, $"{keyword}: got {LocalizedNumber.Of(number)}, want {LocalizedNumber.Of(want)}"));
            }
        }
    }
}
