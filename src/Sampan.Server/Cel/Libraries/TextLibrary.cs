using System.Text;
using Sampan.Kubernetes.RegularExpressions;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Functions on strings: the language's own, cel-go's strings extension of version 2, Kubernetes' regular expressions.</summary>
internal static class TextLibrary
{
    private static readonly CelType S = CelType.String;
    private static readonly CelType Texts = CelType.List(CelType.String);

    public static IEnumerable<Overload> All =>
    [
        Overload.Member("contains", "contains_string", [S, S], CelType.Bool, a => BoolValue.Of(Text(a, 0).Contains(Text(a, 1), StringComparison.Ordinal))),
        Overload.Member("startsWith", "starts_with_string", [S, S], CelType.Bool, a => BoolValue.Of(Text(a, 0).StartsWith(Text(a, 1), StringComparison.Ordinal))),
        Overload.Member("endsWith", "ends_with_string", [S, S], CelType.Bool, a => BoolValue.Of(Text(a, 0).EndsWith(Text(a, 1), StringComparison.Ordinal))),
        Overload.Member("matches", "matches_string", [S, S], CelType.Bool, Matches),
        Overload.Of("matches", "matches", [S, S], CelType.Bool, Matches),
        Overload.Member("find", "string_find_string", [S, S], S, a => GoRegex.TryParse(Text(a, 1), out var mistake) is { } pattern ? Of(pattern.Find(Text(a, 0))) : Illegal(mistake)),
        Overload.Member("findAll", "string_find_all_string", [S, S], Texts, a => FindAll(a, -1)),
        Overload.Member("findAll", "string_find_all_string_int", [S, S, CelType.Int], Texts, a => FindAll(a, Int(a, 2))),
        Overload.Member("charAt", "string_char_at_int", [S, CelType.Int], S, CharAt),
        Overload.Member("indexOf", "string_index_of_string", [S, S], CelType.Int, a => IndexOf(a, 0)),
        Overload.Member("indexOf", "string_index_of_string_int", [S, S, CelType.Int], CelType.Int, a => IndexOf(a, Int(a, 2))),
        Overload.Member("lastIndexOf", "string_last_index_of_string", [S, S], CelType.Int, a => LastIndexOf(a, CelText.Length(Text(a, 0)))),
        Overload.Member("lastIndexOf", "string_last_index_of_string_int", [S, S, CelType.Int], CelType.Int, a => LastIndexOf(a, Int(a, 2))),
        Overload.Member("lowerAscii", "string_lower_ascii", [S], S, a => Of(string.Concat(Text(a, 0).Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c)))),
        Overload.Member("upperAscii", "string_upper_ascii", [S], S, a => Of(string.Concat(Text(a, 0).Select(c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c)))),
        Overload.Member("replace", "string_replace_string_string", [S, S, S], S, a => Replace(a, -1)),
        Overload.Member("replace", "string_replace_string_string_int", [S, S, S, CelType.Int], S, a => Replace(a, Int(a, 3))),
        Overload.Member("split", "string_split_string", [S, S], Texts, a => Split(a, -1)),
        Overload.Member("split", "string_split_string_int", [S, S, CelType.Int], Texts, a => Split(a, Int(a, 2))),
        Overload.Member("substring", "string_substring_int", [S, CelType.Int], S, a => Substring(a, CelText.Length(Text(a, 0)))),
        Overload.Member("substring", "string_substring_int_int", [S, CelType.Int, CelType.Int], S, a => Substring(a, Int(a, 2))),
        Overload.Member("trim", "string_trim", [S], S, a => Of(Text(a, 0).Trim())),
        Overload.Member("join", "list_join", [Texts], S, a => Join(a, "")),
        Overload.Member("join", "list_join_string", [Texts, S], S, a => Join(a, Text(a, 1))),
        Overload.Member("format", "string_format", [S, CelType.DynList], S, a => TextFormat.Format(Text(a, 0), (ListValue)a[1])),
        Overload.Of("strings.quote", "strings_quote", [S], S, a => Of(CelText.Quote(Text(a, 0)))),
    ];

    private static string Text(CelValue[] arguments, int at) => ((StringValue)arguments[at]).Value;

    private static long Int(CelValue[] arguments, int at) => ((IntValue)arguments[at]).Value;

    private static StringValue Of(string text) => new(text);

    private static ErrorValue Illegal(string mistake) => new($"Illegal regex: {mistake}");

    private static CelValue Matches(CelValue[] a) =>
        GoRegex.TryParse(Text(a, 1), out var mistake) is { } pattern ? BoolValue.Of(pattern.IsMatch(Text(a, 0))) : new ErrorValue(mistake);

    private static CelValue FindAll(CelValue[] a, long limit)
    {
        return GoRegex.TryParse(Text(a, 1), out var mistake) is { } pattern
            ? new ElementList([.. pattern.FindAll(Text(a, 0), limit).Select(match => Of(match.Value))])
            : Illegal(mistake);
    }

    private static CelValue CharAt(CelValue[] a)
    {
        var (text, index) = (Text(a, 0), Int(a, 1));
        var length = CelText.Length(text);
        if (index < 0 || index > length)
        {
            return new ErrorValue($"index out of range: {index}");
        }

        return index == length ? Of("") : Of(Rune.GetRuneAt(text, CelText.Offset(text, (int)index)).ToString());
    }

    private static CelValue IndexOf(CelValue[] a, long from)
    {
        var (text, part) = (Text(a, 0), Text(a, 1));
        if (part.Length == 0)
        {
            return IntValue.Of(from);
        }

        if (from < 0 || from > CelText.Length(text))
        {
            return new ErrorValue($"index out of range: {from}");
        }

        var at = text.IndexOf(part, CelText.Offset(text, (int)from), StringComparison.Ordinal);
        return IntValue.Of(at < 0 ? -1 : CelText.Length(text.AsSpan(0, at)));
    }

    private static CelValue LastIndexOf(CelValue[] a, long from)
    {
        var (text, part) = (Text(a, 0), Text(a, 1));
        var length = CelText.Length(text);
        if (part.Length == 0)
        {
            return IntValue.Of(from);
        }

        if (from < 0 || from > length)
        {
            return new ErrorValue($"index out of range: {from}");
        }

        // The last match may begin at the position, and end after it.
        var end = Math.Min(text.Length, CelText.Offset(text, (int)from) + part.Length);
        var at = text.AsSpan(0, end).LastIndexOf(part, StringComparison.Ordinal);
        return IntValue.Of(at < 0 ? -1 : CelText.Length(text.AsSpan(0, at)));
    }

    private static StringValue Replace(CelValue[] a, long limit)
    {
        var (text, old, replacement) = (Text(a, 0), Text(a, 1), Text(a, 2));
        if (limit < 0 && old.Length > 0)
        {
            return Of(text.Replace(old, replacement, StringComparison.Ordinal));
        }

        var result = new StringBuilder();
        var at = 0;
        for (var count = 0L; limit < 0 || count < limit; count++)
        {
            // Nothing is found before every code point, and at the end.
            var found = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal) : count == 0 ? 0 : at < text.Length ? at + Rune.GetRuneAt(text, at).Utf16SequenceLength : -1;
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(replacement);
            at = found + old.Length;
        }

        return Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static ElementList Split(CelValue[] a, long limit)
    {
        var (text, separator) = (Text(a, 0), Text(a, 1));
        if (limit == 0)
        {
            return ElementList.Empty;
        }

        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        if (separator.Length > 0)
        {
            return new ElementList([.. text.Split(separator, most).Select(Of)]);
        }

        List<CelValue> parts = [];
        var at = 0;
        while (at < text.Length)
        {
            var width = parts.Count == most - 1 ? text.Length - at : Rune.GetRuneAt(text, at).Utf16SequenceLength;
            parts.Add(Of(text.Substring(at, width)));
            at += width;
        }

        return new ElementList(parts);
    }

    private static CelValue Substring(CelValue[] a, long end)
    {
        var (text, start) = (Text(a, 0), Int(a, 1));
        var length = CelText.Length(text);
        if (start > end)
        {
            return new ErrorValue($"invalid substring range. start: {start}, end: {end}");
        }

        if (start < 0 || start > length)
        {
            return new ErrorValue($"index out of range: {start}");
        }

        return end < 0 || end > length ? new ErrorValue($"index out of range: {end}") : Of(text[CelText.Offset(text, (int)start)..CelText.Offset(text, (int)end)]);
    }

    private static CelValue Join(CelValue[] a, string separator)
    {
        var list = (ListValue)a[0];
        var joined = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not StringValue text)
            {
                return list[i] is ErrorValue error ? error : ErrorValue.NoSuchOverload("join", a);
            }

            joined.Append(i > 0 ? separator : "").Append(text.Value);
        }

        return Of(joined.ToString());
    }
}
