using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Text;

/// <summary>Texts as Go's fmt writes them, where Helm's messages contain them.</summary>
internal static class GoText
{
    /// <summary>A text in double quotes with Go's escapes (<c>%q</c>).</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            AppendEscaped(quoted, rune, '"');
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A character in single quotes with Go's escapes.</summary>
    public static string QuoteRune(char character)
    {
        var quoted = new StringBuilder("'");
        AppendEscaped(quoted, Rune.TryCreate(character, out var rune) ? rune : Rune.ReplacementChar, '\'');
        return quoted.Append('\'').ToString();
    }

    /// <summary>The characters one by one in single quotes, as Go writes a rune slice with <c>%q</c>.</summary>
    public static string QuoteRunes(string text)
    {
        var quoted = new StringBuilder("[");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(quoted.Length > 1 ? " '" : "'");
            AppendEscaped(quoted, rune, '\'');
            quoted.Append('\'');
        }

        return quoted.Append(']').ToString();
    }

    /// <summary>The Go type that holds a value (<c>%T</c>).</summary>
    public static string TypeName(object? value) => value is null ? "nil" : TypeName(value.GetType());

    public static string TypeName(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(double) => "float64",
        _ when type == typeof(long) => "int64",
        _ when type == typeof(List<object?>) => "[]interface {}",
        _ when type == typeof(Dictionary<string, object?>) => "map[string]interface {}",
        _ => type.Name,
    };

    /// <summary>What JSON calls a value's kind, as Go's decoder names it in its messages.</summary>
    public static string JsonKind(object? value) => value switch
    {
        null => "null",
        string => "string",
        bool => "bool",
        Dictionary<string, object?> => "object",
        List<object?> => "array",
        _ => "number",
    };

    /// <summary>A value as Go's <c>%v</c> writes it: maps with sorted keys, lists in brackets.</summary>
    public static string Format(object? value) => value switch
    {
        null => "<nil>",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => FloatText.General(number),
        Dictionary<string, object?> map => $"map[{string.Join(' ', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}:{Format(entry.Value)}"))}]",
        List<object?> list => $"[{string.Join(' ', list.Select(Format))}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>A value as Go's <c>%t</c> writes it, which is meant for booleans: anything else is marked as a mistake.</summary>
    public static string FormatAsBoolean(object? value) => value is null ? "%!t(<nil>)" : FormatItemAsBoolean(value);

    private static string FormatItemAsBoolean(object? value) => value switch
    {
        bool or null => Format(value),
        List<object?> list => $"[{string.Join(' ', list.Select(FormatItemAsBoolean))}]",
        Dictionary<string, object?> map =>
            $"map[{string.Join(' ', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{FormatItemAsBoolean(entry.Key)}:{FormatItemAsBoolean(entry.Value)}"))}]",
        _ => $"%!t({TypeName(value)}={Format(value)})",
    };

    /// <summary>Whether Go prints the character as it is: letters, marks, numbers, punctuation, symbols and the space.</summary>
    public static bool IsPrint(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static void AppendEscaped(StringBuilder target, Rune rune, char quote)
    {
        if (rune.Value == quote || rune.Value == '\\')
        {
            target.Append('\\').Append((char)rune.Value);
            return;
        }

        if (IsPrint(rune))
        {
            target.Append(rune.ToString());
            return;
        }

        _ = rune.Value switch
        {
            '\a' => target.Append("\\a"),
            '\b' => target.Append("\\b"),
            '\f' => target.Append("\\f"),
            '\n' => target.Append("\\n"),
            '\r' => target.Append("\\r"),
            '\t' => target.Append("\\t"),
            '\v' => target.Append("\\v"),
            < ' ' or 0x7f => target.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            < 0x10000 => target.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => target.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }
}
