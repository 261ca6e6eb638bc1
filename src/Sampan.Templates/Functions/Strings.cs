using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for strings, without those for the case of letters and for long lines.</summary>
internal static class Strings
{
    private static readonly ParameterType Text = ParameterType.Text;
    private static readonly ParameterType Integer = ParameterType.Integer;

    public static void AddTo(FunctionTable table)
    {
        table.Add("trim", [Text], (_, arguments) => ((string)arguments[0]!).Trim());
        table.Add("trimall", [Text, Text], (_, arguments) => TrimAll((string)arguments[0]!, (string)arguments[1]!));
        table.Add("trimAll", [Text, Text], (_, arguments) => TrimAll((string)arguments[0]!, (string)arguments[1]!));
        table.Add("trimSuffix", [Text, Text], (_, arguments) => TrimSuffix((string)arguments[0]!, (string)arguments[1]!));
        table.Add("trimPrefix", [Text, Text], (_, arguments) => TrimPrefix((string)arguments[0]!, (string)arguments[1]!));
        table.Add("contains", [Text, Text], (_, arguments) => Boxes.Of(((string)arguments[1]!).Contains((string)arguments[0]!, StringComparison.Ordinal)));
        table.Add("hasPrefix", [Text, Text], (_, arguments) => Boxes.Of(((string)arguments[1]!).StartsWith((string)arguments[0]!, StringComparison.Ordinal)));
        table.Add("hasSuffix", [Text, Text], (_, arguments) => Boxes.Of(((string)arguments[1]!).EndsWith((string)arguments[0]!, StringComparison.Ordinal)));
        table.Add("replace", [Text, Text, Text], (_, arguments) => Replace((string)arguments[0]!, (string)arguments[1]!, (string)arguments[2]!));
        table.Add("repeat", [Integer, Text], (context, arguments) => Repeat((nint)arguments[0]!, (string)arguments[1]!, context.Options.MaximumOutput));
        table.Add("substr", [Integer, Integer, Text], (_, arguments) => Substring((nint)arguments[0]!, (nint)arguments[1]!, (string)arguments[2]!));
        table.Add("trunc", [Integer, Text], (_, arguments) => Truncate((nint)arguments[0]!, (string)arguments[1]!));
        table.Add("indent", [Integer, Text], (context, arguments) => Indent((nint)arguments[0]!, (string)arguments[1]!, context.Options.MaximumOutput));
        table.Add("nindent", [Integer, Text], (context, arguments) => "\n" + Indent((nint)arguments[0]!, (string)arguments[1]!, context.Options.MaximumOutput));
        table.Add("plural", [Text, Text, Integer], (_, arguments) => (nint)arguments[2]! == 1 ? arguments[0] : arguments[1]);
        table.Add("nospace", [Text], (_, arguments) => ByteCharacters.WithoutSpaces((string)arguments[0]!));
        table.Add("initials", [Text], (_, arguments) => ByteCharacters.Initials((string)arguments[0]!));
        table.AddVariadic("quote", [ParameterType.Any], (_, arguments) => Quote(arguments));
        table.AddVariadic("squote", [ParameterType.Any], (_, arguments) => SingleQuote(arguments));
        table.AddVariadic("cat", [ParameterType.Any], (_, arguments) => Concatenate(arguments));
        table.Add("toString", [ParameterType.Any], (_, arguments) => Texts.Of(arguments[0]));
        table.Add("toStrings", [ParameterType.Any], (_, arguments) => Texts.ListOf(arguments[0]));
        table.Add("splitList", [Text, Text], (_, arguments) => Split((string)arguments[1]!, (string)arguments[0]!, int.MaxValue));
        table.Add("split", [Text, Text], (_, arguments) => Numbered(Split((string)arguments[1]!, (string)arguments[0]!, int.MaxValue)));
        table.Add("splitn", [Text, Integer, Text], (_, arguments) => Numbered(Split((string)arguments[2]!, (string)arguments[0]!, (nint)arguments[1]!)));
    }

    private static string TrimAll(string characters, string text)
    {
        if (characters.Length == 0)
        {
            return text;
        }

        var trimmed = characters.EnumerateRunes().ToHashSet();
        var runes = text.EnumerateRunes().ToList();
        var start = runes.FindIndex(rune => !trimmed.Contains(rune));
        var end = runes.FindLastIndex(rune => !trimmed.Contains(rune));
        return start < 0 ? "" : string.Concat(runes.GetRange(start, end - start + 1));
    }

    private static string TrimSuffix(string suffix, string text) => text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    private static string TrimPrefix(string prefix, string text) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    /// <summary>An empty old text is found before every character and at the end.</summary>
    private static string Replace(string old, string replacement, string text)
    {
        if (old.Length > 0)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var replaced = new StringBuilder(replacement);
        foreach (var rune in text.EnumerateRunes())
        {
            replaced.Append(rune).Append(replacement);
        }

        return replaced.ToString();
    }

    private static string Repeat(nint count, string text, int limit)
    {
        if (count < 0)
        {
            throw new FunctionException("strings: negative Repeat count");
        }

        CheckLength((Int128)count * text.Length, limit);
        return new StringBuilder().Insert(0, text, (int)count).ToString();
    }

    private static string Substring(nint start, nint end, string text)
    {
        var length = GoText.Length(text);
        if (start < 0)
        {
            if (end < 0 || end > length)
            {
                throw OutOfRange(end < 0 ? $"[:{end}]" : $"[:{end}] with length {length}");
            }

            return GoText.Slice(text, 0, (int)end);
        }

        if (end < 0 || end > length)
        {
            return start > length ? throw OutOfRange($"[{start}:{length}]") : GoText.Slice(text, (int)start, length);
        }

        return start > end ? throw OutOfRange($"[{start}:{end}]") : GoText.Slice(text, (int)start, (int)end);
    }

    private static FunctionException OutOfRange(string range) => new($"runtime error: slice bounds out of range {range}");

    private static string Truncate(nint count, string text)
    {
        var length = GoText.Length(text);
        if (count < 0)
        {
            return length + count > 0 ? GoText.Slice(text, (int)(length + count), length) : text;
        }

        return length > count ? GoText.Slice(text, 0, (int)count) : text;
    }

    private static string Indent(nint spaces, string text, int limit)
    {
        if (spaces < 0)
        {
            throw new FunctionException("strings: negative Repeat count");
        }

        CheckLength(text.Length + (Int128)spaces * (text.AsSpan().Count('\n') + 1), limit);
        var padding = new string(' ', (int)spaces);
        return padding + text.Replace("\n", "\n" + padding, StringComparison.Ordinal);
    }

    private static void CheckLength(Int128 length, int limit)
    {
        if (length > limit)
        {
            throw new FunctionException(string.Create(CultureInfo.InvariantCulture, $"the text would exceed {limit} characters"));
        }
    }

    private static string Quote(ReadOnlySpan<object?> arguments)
    {
        var quoted = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (argument is not null)
            {
                quoted.Append(quoted.Length > 0 ? " " : "").Append(GoQuoting.Quote(Texts.Of(argument)));
            }
        }

        return quoted.ToString();
    }

    private static string SingleQuote(ReadOnlySpan<object?> arguments)
    {
        var quoted = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (argument is not null)
            {
                quoted.Append(quoted.Length > 0 ? " '" : "'").Append(GoPrinter.Value(argument)).Append('\'');
            }
        }

        return quoted.ToString();
    }

    private static string Concatenate(ReadOnlySpan<object?> arguments)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var argument in arguments)
        {
            if (argument is not null)
            {
                text.Append(first ? "" : " ").Append(GoPrinter.Value(argument));
                first = false;
            }
        }

        return text.ToString();
    }

    /// <summary>As Go's SplitN: an empty separator splits between characters; a limit of zero gives nothing.</summary>
    private static List<string> Split(string text, string separator, nint limit)
    {
        if (limit == 0)
        {
            return [];
        }

        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        if (separator.Length > 0)
        {
            return [.. text.Split(separator, most)];
        }

        var parts = new List<string>();
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (parts.Count == most - 1)
            {
                parts.Add(text[position..]);
                break;
            }

            parts.Add(text.Substring(position, rune.Utf16SequenceLength));
            position += rune.Utf16SequenceLength;
        }

        return parts;
    }

    private static Dictionary<string, string> Numbered(List<string> parts)
    {
        var numbered = new Dictionary<string, string>(parts.Count, StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            numbered[string.Create(CultureInfo.InvariantCulture, $"_{i}")] = parts[i];
        }

        return numbered;
    }
}
