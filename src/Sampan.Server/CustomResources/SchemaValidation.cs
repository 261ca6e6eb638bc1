using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;

namespace Sampan.Server.CustomResources;

/// <summary>
/// Validates a value against a schema, in the words of the API server (kube-openapi's validate package): every check that is
/// about the value's kind is made, whatever the others have found.
/// </summary>
/// <param name="takesAllFormats">Whether formats that do not belong to a type count, as they do for a schema's defaults.</param>
internal sealed class SchemaValidation(bool takesAllFormats = false)
{
    private const string Invalid = "FieldValueInvalid";
    private const string TypeInvalid = "FieldValueTypeInvalid";

    private readonly SchemaOutcome _outcome = new();

    public IReadOnlyList<StatusCause> Causes => _outcome.Causes;

    /// <summary>Validates a value; one that is as it was before is let pass, whatever the schema says now.</summary>
    public void Validate(JsonNode? value, StructuralSchema schema, string path, JsonNode? old = null) => _outcome.Merge(Check(value, schema, path, old));

    private SchemaOutcome Check(JsonNode? value, StructuralSchema schema, string path, JsonNode? old)
    {
        var outcome = new SchemaOutcome();
        if (old is not null && JsonNode.DeepEquals(value, old))
        {
            return outcome;
        }

        var kind = SchemaValue.Of(value);
        var format = takesAllFormats ? schema.Rules.Format : SchemaFormats.OfType(schema);
        CheckType(kind, schema, format, path, outcome);
        if (value is null)
        {
            CheckEnum(value, kind, schema.Rules, path, outcome);
            return outcome;
        }

        CheckCombinations(value, schema.Rules, path, outcome);
        outcome.Matches += 2;
        switch (value)
        {
            case JsonArray items:
                CheckArray(items, schema, path, old as JsonArray, outcome);
                outcome.Matches += 2;
                break;
            case JsonValue scalar when kind.Type == "string":
                CheckText(scalar.GetValue<string>(), schema.Rules, path, outcome);
                CheckFormat(scalar.GetValue<string>(), format, path, outcome);
                outcome.Matches++;
                break;
            case JsonValue when kind.IsNumber:
                NumberChecks.Check(kind, schema, format, path, outcome);
                outcome.Matches += 2;
                break;
        }

        CheckEnum(value, kind, schema.Rules, path, outcome);
        outcome.Matches++;
        if (value is JsonObject members)
        {
            CheckObject(members, schema, path, old as JsonObject, outcome);
            outcome.Matches++;
        }

        outcome.Matches++;
        return outcome;
    }

    private static void CheckType(SchemaValue value, StructuralSchema schema, string format, string path, SchemaOutcome outcome)
    {
        string[] types = schema.IsIntegerOrString ? ["integer", "string"] : schema.Type.Length > 0 ? [schema.Type] : [];
        if (types.Length == 0 && format.Length == 0)
        {
            return;
        }

        outcome.Matches++;
        if (value.Type == "null")
        {
            if (types.Length > 0 && !schema.IsNullable)
            {
                WrongType(string.Join(',', types), "null", path, outcome);
            }
        }
        else if (!IsType(value, types, format, out var expected, out var found))
        {
            WrongType(expected, found, path, outcome);
        }
        else
        {
            outcome.Matches++;
        }
    }

    private static bool IsType(SchemaValue value, string[] types, string format, out string expected, out string found)
    {
        var fits = types.Contains(value.Type) || (value.IsNumber && value.IsIntegral && types.Contains("integer")) || (value.Type == "integer" && types.Contains("number"));
        var takesFormat = value.Type is "string" or "array";
        if (format.Length > 0 && !takesFormat && !fits && value.Format != format)
        {
            (expected, found) = (format, value.Format);
            return false;
        }

        (expected, found) = (string.Join(',', types), value.Type);
        return fits || (format.Length > 0 && takesFormat && !types.Contains("number") && !types.Contains("integer"));
    }

    private static void WrongType(string expected, string found, string path, SchemaOutcome outcome) =>
        outcome.Add(TypeInvalid, $"Invalid value: {ShownValue.Quote(found)}: {path} in body must be of type {expected}: {ShownValue.Quote(found)}", path);

    private void CheckObject(JsonObject members, StructuralSchema schema, string path, JsonObject? old, SchemaOutcome outcome)
    {
        var rules = schema.Rules;
        if (rules.MinProperties is { } least && members.Count < least)
        {
            outcome.Add(Invalid, $"Invalid value: {members.Count}: {path} in body should have at least {least} properties", path);
        }

        CheckMost(members.Count, rules.MaxProperties, path, outcome);
        foreach (var (name, member) in members)
        {
            if (!schema.Properties.ContainsKey(name) && schema.Values is { } values)
            {
                outcome.Merge(Check(member, values, $"{path}.{name}", old?[name]));
            }
        }

        foreach (var (name, member) in members)
        {
            if (schema.Properties.TryGetValue(name, out var property))
            {
                outcome.Merge(Check(member, property, path.Length == 0 ? name : $"{path}.{name}", old?[name]));
            }
        }

        foreach (var name in rules.Required.Where(name => !members.ContainsKey(name)))
        {
            outcome.Add("FieldValueRequired", "Required value", $"{path}.{name}");
        }
    }

    private void CheckArray(JsonArray items, StructuralSchema schema, string path, JsonArray? old, SchemaOutcome outcome)
    {
        if (schema.Items is { } element)
        {
            var before = new ListCorrelation(old, schema);
            for (var i = 0; i < items.Count; i++)
            {
                outcome.Merge(Check(items[i], element, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", before.Find(items[i])));
            }
        }

        if (schema.Rules.MinItems is { } least && items.Count < least)
        {
            outcome.Add(Invalid, $"Invalid value: {items.Count}: {path} in body should have at least {least} items", path);
        }

        CheckMost(items.Count, schema.Rules.MaxItems, path, outcome);
        if (schema.Rules.UniqueItems && items.Where((item, i) => items.Take(i).Any(other => JsonNode.DeepEquals(item, other))).Any())
        {
            outcome.Add(Invalid, $"Invalid value: {ShownValue.Of(items)}: {path} in body shouldn't contain duplicates", path);
        }
    }

    // The first of these that does not hold hides the others.
    private static void CheckText(string text, SchemaRules rules, string path, SchemaOutcome outcome)
    {
        var length = text.EnumerateRunes().Count();
        if (length > rules.MaxLength)
        {
            outcome.Add("FieldValueTooLong", $"Too long: may not be more than {rules.MaxLength} bytes", path);
        }
        else if (length < rules.MinLength)
        {
            outcome.Add(Invalid, $"Invalid value: {ShownValue.Quote(text)}: {path} in body should be at least {rules.MinLength} chars long", path);
        }
        else if (rules.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            outcome.Add(Invalid, $"Invalid value: {ShownValue.Quote(text)}: {path} in body should match '{rules.PatternText}'", path);
        }
    }

    private static void CheckFormat(string text, string format, string path, SchemaOutcome outcome)
    {
        if (!SchemaFormats.IsKnown(format))
        {
            return;
        }

        outcome.Matches++;
        if (!SchemaFormats.IsValid(format, text))
        {
            outcome.Add(TypeInvalid, $"Invalid value: {ShownValue.Quote(text)}: {path} in body must be of type {format}: {ShownValue.Quote(text)}", path);
        }
    }

    private static void CheckEnum(JsonNode? value, SchemaValue kind, SchemaRules rules, string path, SchemaOutcome outcome)
    {
        if (rules.Enum.Count > 0 && !rules.Enum.Any(allowed => kind.Equals(allowed, value)))
        {
            var supported = rules.Enum.Select(allowed => ShownValue.Quote(allowed is JsonValue text && SchemaValue.Of(text).Type == "string" ? text.GetValue<string>() : ShownValue.Json(allowed)));
            outcome.Add("FieldValueNotSupported", $"Unsupported value: {ShownValue.Of(value)}: supported values: {string.Join(", ", supported)}", path);
        }
    }

    // Beside the verdict, what is wrong with the option that fits best is told.
    private void CheckCombinations(JsonNode value, SchemaRules rules, string path, SchemaOutcome outcome)
    {
        if (rules.AnyOf.Count > 0)
        {
            var options = rules.AnyOf.Select(option => Check(value, option, path, null)).ToList();
            var fitting = options.Find(option => option.IsValid);
            if (fitting is null)
            {
                outcome.AddWithoutField($"\"{path}\" must validate at least one schema (anyOf)");
            }

            outcome.Merge(fitting ?? SchemaOutcome.Best(options));
        }

        if (rules.OneOf.Count > 0)
        {
            var options = rules.OneOf.Select(option => Check(value, option, path, null)).ToList();
            var fitting = options.FindAll(option => option.IsValid);
            if (fitting.Count == 1)
            {
                outcome.Merge(fitting[0]);
            }
            else
            {
                outcome.AddWithoutField($"\"{path}\" must validate one and only one schema (oneOf). {(fitting.Count == 0 ? "Found none valid" : $"Found {fitting.Count} valid alternatives")}");
                outcome.Merge(fitting.Count == 0 ? SchemaOutcome.Best(options) : new SchemaOutcome());
            }
        }

        if (rules.AllOf.Count > 0)
        {
            var parts = rules.AllOf.Select(part => Check(value, part, path, null)).ToList();
            parts.ForEach(outcome.Merge);
            var fitting = parts.Count(part => part.IsValid);
            if (fitting < parts.Count)
            {
                outcome.AddWithoutField($"\"{path}\" must validate all the schemas (allOf){(fitting == 0 ? ". None validated" : "")}");
            }
        }

        if (rules.Not is { } forbidden && Check(value, forbidden, path, null).IsValid)
        {
            outcome.AddWithoutField($"\"{path}\" must not validate the schema (not)");
        }
    }

    private static void CheckMost(int count, long? most, string path, SchemaOutcome outcome)
    {
        if (count > most)
        {
            outcome.Add("FieldValueTooMany", $"Too many: {count}: must have at most {most} item{(most == 1 ? "" : "s")}", path);
        }
    }
}
