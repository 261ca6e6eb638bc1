using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Server.Validation;

/// <summary>Counts that are numbers or percentages (IntOrString).</summary>
internal static class ShareValidation
{
    private const string Form = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    /// <summary>Reports a number below zero, and a text that is no percentage.</summary>
    public static void Validate(JsonObject? owner, string name, string path, FieldErrors errors)
    {
        if (owner?[name] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            if (Percent(owner, name) is null)
            {
                errors.Invalid($"{path}.{name}", text, Form);
            }
        }
        else
        {
            errors.NonNegative(owner, name, path);
        }
    }

    /// <summary>Reports a percentage above 100.</summary>
    public static void AtMostAll(JsonObject? owner, string name, string path, FieldErrors errors)
    {
        if (Percent(owner, name) > 100)
        {
            errors.Invalid($"{path}.{name}", owner![name], "must not be greater than 100%");
        }
    }

    /// <summary>The number, or that of the percentage; 0 where there is neither.</summary>
    public static long Value(JsonObject? owner, string name) => Percent(owner, name) ?? FieldErrors.Number(owner, name) ?? 0;

    private static long? Percent(JsonObject? owner, string name) =>
        owner?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.EndsWith('%')
        && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : null;
}
