using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.CustomResources;

/// <summary>Validates a value against a schema, in the words of the API server (kube-openapi's validate package).</summary>
internal sealed class SchemaValidation
{
    private const string Invalid = "FieldValueInvalid";
    private const string TypeInvalid = "FieldValueTypeInvalid";

    public List<StatusCause> Causes { get; } = [];

    /// <summary>Validates a value; one that is as it was before is let pass, whatever the schema says now.</summary>
    public void Validate(JsonNode? value, StructuralSchema schema, string path, JsonNode? old = null)
    {
        if ((value is null && schema.IsNullable) || (old is not null && JsonNode.DeepEquals(value, old)))
        {
            return;
        }

        if (!CheckType(value, schema, path))
        {
            return;
        }

        CheckEnum(value, schema.Rules, path);
        CheckCombinations(value, schema.Rules, path);
        switch (value)
        {
            case JsonObject members:
                ValidateObject(members, schema, path, schema.IsAtomic ? null : old as JsonObject);
                break;
            case JsonArray items:
                ValidateArray(items, schema, path, old as JsonArray);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                ValidateText(scalar.GetValue<string>(), schema.Rules, path);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                ValidateNumber(scalar.ToJsonString(), schema.Rules, path);
                break;
        }
    }

    private bool CheckType(JsonNode? value, StructuralSchema schema, string path)
    {
        var type = TypeOf(value);
        var expected = schema.IsIntegerOrString ? "integer,string" : schema.Type;
        if (expected.Length == 0 || expected.Split(',').Contains(type) || (expected == "number" && type == "integer"))
        {
            return true;
        }

        Add(TypeInvalid, $"Invalid value: \"{type}\": {Where(path)} must be of type {expected}: \"{type}\"", path);
        if (expected == "integer" && type == "number")
        {
            var format = schema.Rules.Format.Length == 0 ? "(default format)" : $"with format {schema.Rules.Format}";
            Add(Invalid, $"Invalid value: \"\": Checked value must be of type integer {format} in {path}", "<nil>");
        }

        return false;
    }

    private void ValidateObject(JsonObject members, StructuralSchema schema, string path, JsonObject? old)
    {
        var rules = schema.Rules;
        foreach (var name in rules.Required.Where(name => !members.ContainsKey(name)))
        {
            Add("FieldValueRequired", "Required value", Join(path, name));
        }

        if (schema.IsEmbeddedResource)
        {
            foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
            {
                if (members[name] is not JsonValue)
                {
                    Add("FieldValueRequired", "Required value", Join(path, name));
                }
            }
        }

        if (rules.MinProperties is { } least && members.Count < least)
        {
            Add(Invalid, $"Invalid value: {members.Count}: {Where(path)} should have at least {least} properties", path);
        }

        CheckMost(members.Count, rules.MaxProperties, path);
        foreach (var (name, member) in members)
        {
            if ((schema.Properties.GetValueOrDefault(name) ?? schema.Values) is { } below)
            {
                Validate(member, below, Join(path, name), old?[name]);
            }
        }
    }

    private void ValidateArray(JsonArray items, StructuralSchema schema, string path, JsonArray? old)
    {
        if (schema.Rules.MinItems is { } least && items.Count < least)
        {
            Add(Invalid, $"Invalid value: {items.Count}: {Where(path)} should have at least {least} items", path);
        }

        CheckMost(items.Count, schema.Rules.MaxItems, path);
        if (schema.Rules.UniqueItems && items.Where((item, i) => items.Take(i).Any(other => JsonNode.DeepEquals(item, other))).Any())
        {
            Add(Invalid, $"Invalid value: {Text(items)}: {Where(path)} shouldn't contain duplicates", path);
        }

        if (schema.Items is { } element)
        {
            var before = new ListCorrelation(old, schema);
            for (var i = 0; i < items.Count; i++)
            {
                Validate(items[i], element, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", before.Find(items[i]));
            }
        }
    }

    private void ValidateText(string text, SchemaRules rules, string path)
    {
        var shown = Text(text);
        var length = text.EnumerateRunes().Count();
        if (length < rules.MinLength)
        {
            Add(Invalid, $"Invalid value: {shown}: {Where(path)} should be at least {rules.MinLength} chars long", path);
        }

        if (length > rules.MaxLength)
        {
            Add("FieldValueTooLong", $"Too long: may not be more than {rules.MaxLength} bytes", path);
        }

        if (rules.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Add(Invalid, $"Invalid value: {shown}: {Where(path)} should match '{rules.PatternText}'", path);
        }

        if (!SchemaFormats.IsValid(rules.Format, text))
        {
            Add(TypeInvalid, $"Invalid value: {shown}: {Where(path)} must be of type {rules.Format}: {shown}", path);
        }
    }

    private void ValidateNumber(string text, SchemaRules rules, string path)
    {
        var number = double.Parse(text, CultureInfo.InvariantCulture);
        if (rules.Format is "int32" or "int64" && !SchemaFormats.IsInRange(rules.Format, text))
        {
            Add(Invalid, $"Invalid value: \"\": Checked value must be of type integer with format {rules.Format} in {path}", "<nil>");
            return;
        }

        if (rules.Minimum is { } least && (number < least || (rules.ExcludesMinimum && number == least)))
        {
            Add(Invalid, $"Invalid value: {text}: {Where(path)} should be greater than {(rules.ExcludesMinimum ? "" : "or equal to ")}{Text(least)}", path);
        }

        if (rules.Maximum is { } most && (number > most || (rules.ExcludesMaximum && number == most)))
        {
            Add(Invalid, $"Invalid value: {text}: {Where(path)} should be less than {(rules.ExcludesMaximum ? "" : "or equal to ")}{Text(most)}", path);
        }

        if (rules.MultipleOf is { } factor and not 0 && Math.Abs(Math.IEEERemainder(number, factor)) > 1e-9)
        {
            Add(Invalid, $"Invalid value: {text}: {Where(path)} should be a multiple of {Text(factor)}", path);
        }
    }

    private void CheckEnum(JsonNode? value, SchemaRules rules, string path)
    {
        if (rules.Enum.Count > 0 && !rules.Enum.Any(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            Add("FieldValueNotSupported", $"Unsupported value: {Text(value)}: supported values: {string.Join(", ", rules.Enum.Select(allowed => Text(allowed?.ToString())))}", path);
        }
    }

    private void CheckCombinations(JsonNode? value, SchemaRules rules, string path)
    {
        foreach (var part in rules.AllOf)
        {
            Validate(value, part, path);
        }

        if (rules.AnyOf.Count > 0 && !rules.AnyOf.Any(option => Fits(value, option, path)))
        {
            Combination(path, "must validate at least one schema (anyOf)");
        }

        var fitting = rules.OneOf.Count(option => Fits(value, option, path));
        if (rules.OneOf.Count > 0 && fitting != 1)
        {
            Combination(path, $"must validate one and only one schema (oneOf). {(fitting == 0 ? "Found none valid" : $"Found {fitting} valid alternatives")}");
        }

        if (rules.Not is { } forbidden && Fits(value, forbidden, path))
        {
            Combination(path, "must not validate the schema (not)");
        }
    }

    private void Combination(string path, string what) => Add(Invalid, $"Invalid value: \"\": \"{path}\" {what}", "<nil>");

    private static bool Fits(JsonNode? value, StructuralSchema schema, string path)
    {
        var attempt = new SchemaValidation();
        attempt.Validate(value, schema, path);
        return attempt.Causes.Count == 0;
    }

    private void CheckMost(int count, long? most, string path)
    {
        if (count > most)
        {
            Add("FieldValueTooMany", $"Too many: {count}: must have at most {most} item{(most == 1 ? "" : "s")}", path);
        }
    }

    private void Add(string reason, string message, string path) => Causes.Add(new StatusCause(reason, message, path));

    private static string Where(string path) => $"{path} in body";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Text(JsonNode? value) => value is null ? "null" : Encoding.UTF8.GetString(value.ToUtf8Bytes());

    private static string Text(string? value) => value is null ? "null" : Text((JsonNode)value);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "number" : "integer",
        _ => "null",
    };
}
