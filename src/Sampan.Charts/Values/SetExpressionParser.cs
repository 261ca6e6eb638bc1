using System.Globalization;
using Sampan.Charts.Text;

namespace Sampan.Charts.Values;

/// <summary>Walks the names and indexes of a set expression and puts each value where its path says.</summary>
internal sealed class SetExpressionParser(SetText text, SetValueReader values)
{
    private const int MaxIndex = 65536;
    private const int MaxNesting = 30;

    /// <summary>Whether more of the expression may follow what has just been read.</summary>
    private enum Progress
    {
        Continues,
        Ended,
    }

    public void ParseInto(Dictionary<string, object?> target)
    {
        while (ReadKey(target, 0) == Progress.Continues)
        {
        }
    }

    private Progress ReadKey(Dictionary<string, object?> target, int nesting)
    {
        var key = text.ReadUntil(values.KeyStops, out var stop);
        switch (stop)
        {
            case null:
                return key.Length == 0 ? Progress.Ended : throw new SetExpressionException($"key {GoText.Quote(key)} has no value");
            case '[':
                return ReadListOf(target, key, nesting);
            case '=':
                var progress = values.IsMissing ? Progress.Ended : Progress.Continues;
                Set(target, key, values.Read());
                return progress;
            case ',':
                throw new SetExpressionException($"key {GoText.Quote(key)} has no value (cannot end with ,)");
            default:
                return ReadNested(target, key, nesting + 1);
        }
    }

    private Progress ReadNested(Dictionary<string, object?> target, string key, int nesting)
    {
        if (nesting > MaxNesting)
        {
            throw new SetExpressionException($"value name nested level is greater than maximum supported nested level of {MaxNesting}");
        }

        var inner = target.TryGetValue(key, out var existing) ? As<Dictionary<string, object?>>(existing) : new(StringComparer.Ordinal);
        var progress = ReadKey(inner, nesting);
        if (inner.Count > 0)
        {
            Set(target, key, inner);
        }
        else if (progress == Progress.Continues)
        {
            throw new SetExpressionException($"key map {GoText.Quote(key)} has no value");
        }

        return progress;
    }

    private Progress ReadListOf(Dictionary<string, object?> target, string key, int nesting)
    {
        var index = ReadIndex();
        var list = target.TryGetValue(key, out var existing) ? As<List<object?>>(existing) : [];
        var progress = ReadItem(list, index, nesting);
        Set(target, key, list);
        return progress;
    }

    private long ReadIndex()
    {
        var digits = text.ReadUntil("]", out var stop);
        if (stop is null)
        {
            throw new SetExpressionException("error parsing index: EOF");
        }

        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return index;
        }

        var reason = IsDecimal(digits) ? "value out of range" : "invalid syntax";
        throw new SetExpressionException($"error parsing index: strconv.Atoi: parsing {GoText.Quote(digits)}: {reason}");
    }

    private static bool IsDecimal(string digits) =>
        digits.AsSpan().TrimStart("+-") is { Length: > 0 } rest && !rest.ContainsAnyExceptInRange('0', '9');

    private Progress ReadItem(List<object?> list, long index, int nesting)
    {
        if (index < 0)
        {
            throw new SetExpressionException($"negative {index} index not allowed");
        }

        var unexpected = text.ReadUntil("[.=", out var stop);
        if (unexpected.Length > 0)
        {
            throw new SetExpressionException($"unexpected data at end of array index: {GoText.QuoteRunes(unexpected)}");
        }

        switch (stop)
        {
            case null:
                return Progress.Ended;
            case '=':
                SetIndex(list, index, values.Read());
                return Progress.Continues;
            case '[':
                return ReadNestedList(list, index, nesting);
            default:
                return ReadMapItem(list, index, nesting);
        }
    }

    private Progress ReadNestedList(List<object?> list, long index, int nesting)
    {
        var nextIndex = ReadIndex();
        var inner = index < list.Count && list[(int)index] is { } existing ? As<List<object?>>(existing) : [];
        var progress = ReadItem(inner, nextIndex, nesting);
        if (progress == Progress.Continues)
        {
            SetIndex(list, index, inner);
        }

        return progress;
    }

    private Progress ReadMapItem(List<object?> list, long index, int nesting)
    {
        if (index >= list.Count || list[(int)index] is not Dictionary<string, object?> inner)
        {
            inner = new(StringComparer.Ordinal);
            if (index < list.Count)
            {
                list[(int)index] = inner;
            }
        }

        var progress = ReadKey(inner, nesting);
        if (progress == Progress.Continues)
        {
            SetIndex(list, index, inner);
        }

        return progress;
    }

    private static void Set(Dictionary<string, object?> target, string key, object? value)
    {
        if (key.Length > 0)
        {
            target[key] = value;
        }
    }

    private static void SetIndex(List<object?> list, long index, object? value)
    {
        if (index > MaxIndex)
        {
            throw new SetExpressionException($"index of {index} is greater than maximum supported index of {MaxIndex}");
        }

        while (list.Count <= index)
        {
            list.Add(null);
        }

        list[(int)index] = value;
    }

    /// <summary>The value as a map or list; what it is instead is named as Go names types, as Helm's message does.</summary>
    private static T As<T>(object? value)
        where T : class => value as T ?? throw new SetExpressionException(
            $"unable to parse key: interface conversion: interface {{}} is {GoText.TypeName(value)}, not {GoText.TypeName(typeof(T))}");
}
