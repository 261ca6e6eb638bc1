using System.Globalization;

namespace Sampan.Server.CustomResources;

/// <summary>
/// Whether a number is within its bounds, as the API server computes it: bounds that do not fit the schema's type are mistakes
/// of their own, and of bounds that integers are held against only the whole part counts.
/// </summary>
internal static class NumberChecks
{
    private const string Invalid = "FieldValueInvalid";

    /// <summary>Checks a number.</summary>
    public static void Check(SchemaValue value, StructuralSchema schema, string format, string path, SchemaOutcome outcome)
    {
        var rules = schema.Rules;
        var type = schema.IsIntegerOrString ? "" : schema.Type is "integer" or "number" ? schema.Type : "";
        var range = new NumberRange(type, type == "integer" ? format is "int32" or "int64" ? format : "" : format is "float" or "double" && type == "number" ? format : "");
        if (!range.Holds(value.Type == "integer" ? value.Integer : value.Number))
        {
            outcome.AddWithoutField(range.Mistake("Checked", path));
        }

        if (rules.MultipleOf is { } factor)
        {
            CheckMultiple(value, factor, CheckBound(factor, "MultipleOf", range, path, outcome), path, outcome);
        }

        if (rules.Minimum is { } least)
        {
            var shown = Shown(value, least, CheckBound(least, "Minimum boundary", range, path, outcome));
            if (rules.ExcludesMinimum ? shown.Value <= shown.Bound : shown.Value < shown.Bound)
            {
                outcome.Add(Invalid, $"Invalid value: {shown.Text}: {path} in body should be greater than {(rules.ExcludesMinimum ? "" : "or equal to ")}{ShownValue.Of(shown.Bound)}", path);
            }
        }

        if (rules.Maximum is { } most)
        {
            var shown = Shown(value, most, CheckBound(most, "Maximum boundary", range, path, outcome));
            if (rules.ExcludesMaximum ? shown.Value >= shown.Bound : shown.Value > shown.Bound)
            {
                outcome.Add(Invalid, $"Invalid value: {shown.Text}: {path} in body should be less than {(rules.ExcludesMaximum ? "" : "or equal to ")}{ShownValue.Of(shown.Bound)}", path);
            }
        }
    }

    private static bool CheckBound(double bound, string what, NumberRange range, string path, SchemaOutcome outcome)
    {
        if (range.Holds(bound))
        {
            return true;
        }

        outcome.AddWithoutField(range.Mistake(what, path));
        return false;
    }

    private static (double Value, double Bound, string Text) Shown(SchemaValue value, double bound, bool isNative) => isNative && value.Type == "integer"
        ? (value.Integer, Math.Truncate(bound), value.Integer.ToString(CultureInfo.InvariantCulture))
        : (value.Number, bound, ShownValue.Of(value.Number));

    private static void CheckMultiple(SchemaValue value, double factor, bool isNative, string path, SchemaOutcome outcome)
    {
        var isInteger = isNative && value.Type == "integer";
        var step = isInteger ? Math.Truncate(factor) : factor;
        if (step <= 0)
        {
            outcome.Add(Invalid, $"Invalid value: {ShownValue.Of(step)}: factor MultipleOf declared for {path} must be positive: {ShownValue.Of(step)}", path);
            return;
        }

        var times = step < 1 ? 1 / step * value.Number : value.Number / step;
        if (isInteger ? value.Integer % (long)step != 0 : times != Math.Truncate(times))
        {
            var text = isInteger ? value.Integer.ToString(CultureInfo.InvariantCulture) : ShownValue.Of(value.Number);
            outcome.Add(Invalid, $"Invalid value: {text}: {path} in body should be a multiple of {ShownValue.Of(step)}", path);
        }
    }

    // The numbers that a type and format can hold without loss.
    private readonly record struct NumberRange(string Type, string Format)
    {
        public bool Holds(double number) => Type switch
        {
            "integer" when Format == "int32" => number == Math.Truncate(number) && number is >= int.MinValue and <= int.MaxValue,
            "integer" => number == Math.Truncate(number) && number is >= long.MinValue and <= long.MaxValue,
            _ => Format != "float" || Math.Abs(number) <= float.MaxValue,
        };

        public string Mistake(string what, string path) => $"{what} value must be of type {Type} {(Format.Length == 0 ? "(default format)" : $"with format {Format}")} in {path}";
    }
}
