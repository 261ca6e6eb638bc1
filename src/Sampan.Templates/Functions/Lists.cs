using System.Collections;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for lists: of any item type, results mostly <c>[]interface {}</c>.</summary>
internal static class Lists
{
    /// <summary>Go's nil slice: empty, but <c>null</c> in JSON.</summary>
    public static readonly List<object?> Nil = [];

    /// <summary>Go's nil slice of strings.</summary>
    public static readonly List<string> NilTexts = [];

    private delegate object? ListFunction(IList list);

    public static void AddTo(FunctionTable table)
    {
        table.AddVariadic("list", [ParameterType.Any], (_, arguments) => new List<object?>(arguments.ToArray()));
        table.AddVariadic("tuple", [ParameterType.Any], (_, arguments) => new List<object?>(arguments.ToArray()));
        AddOfOne(table, "first", "Cannot find first on type", list => list.Count > 0 ? list[0] : null);
        AddOfOne(table, "last", "Cannot find last on type", list => list.Count > 0 ? list[^1] : null);
        AddOfOne(table, "rest", "Cannot find rest on type", list => list.Count > 0 ? Range(list, 1, list.Count) : Nil);
        AddOfOne(table, "initial", "Cannot find initial on type", list => list.Count > 0 ? Range(list, 0, list.Count - 1) : Nil);
        AddOfOne(table, "reverse", "Cannot find reverse on type", list => Enumerable.Reverse(Range(list, 0, list.Count)).ToList());
        AddOfOne(table, "compact", "Cannot compact on type", list => Range(list, 0, list.Count).FindAll(item => !Defaults.IsEmpty(item)));
        AddOfOne(table, "uniq", "Cannot find uniq on type", Distinct);
        AddBoth(table, "append", [ParameterType.Any, ParameterType.Any], arguments => Appended(arguments[0], arguments[1]));
        AddBoth(table, "push", [ParameterType.Any, ParameterType.Any], arguments => Appended(arguments[0], arguments[1]));
        AddBoth(table, "prepend", [ParameterType.Any, ParameterType.Any], arguments => Prepended(arguments[0], arguments[1]));
        AddBoth(table, "has", [ParameterType.Any, ParameterType.Any], arguments => Boxes.Of(Has(arguments[0], arguments[1])));
        AddBoth(table, "chunk", [ParameterType.Integer, ParameterType.Any], arguments => Chunks((nint)arguments[0]!, arguments[1]));
        AddBoth(table, "without", [ParameterType.Any, ParameterType.Any], arguments => Without(arguments), variadic: true);
        AddBoth(table, "slice", [ParameterType.Any, ParameterType.Any], arguments => Slice(arguments), variadic: true);
        table.AddVariadic("concat", [ParameterType.Any], (_, arguments) => Concatenated(arguments));
        table.Add("sortAlpha", [ParameterType.Any], (_, arguments) => Sorted(arguments[0]));
        table.Add("join", [ParameterType.Text, ParameterType.Any], (_, arguments) => string.Join((string)arguments[0]!, Texts.ListOf(arguments[1])));
    }

    private delegate object? Body(ReadOnlySpan<object?> arguments);

    private static void AddBoth(FunctionTable table, string name, ParameterType[] parameters, Body body, bool variadic = false)
    {
        foreach (var each in (string[])[name, $"must{char.ToUpperInvariant(name[0])}{name[1..]}"])
        {
            table.Add(new TemplateFunction(each, parameters, (_, arguments) => body(arguments), variadic));
        }
    }

    private static void AddOfOne(FunctionTable table, string name, string refusal, ListFunction function) =>
        AddBoth(table, name, [ParameterType.Any], arguments => function(Expect(arguments[0], refusal)));

    private static IList Expect(object? value, string refusal) => value switch
    {
        null => throw FunctionException.NilDereference(),
        IList list => list,
        _ => throw new FunctionException($"{refusal} {GoType.Kind(value)}"),
    };

    private static List<object?> Range(IList list, int start, int end)
    {
        var items = new List<object?>(end - start);
        for (var i = start; i < end; i++)
        {
            items.Add(list[i]);
        }

        return items;
    }

    private static List<object?> Distinct(IList list)
    {
        var items = new List<object?>(list.Count);
        foreach (var item in list)
        {
            if (!items.Exists(known => DeepEquality.AreEqual(known, item)))
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static List<object?> Appended(object? value, object? item)
    {
        var list = Expect(value, "Cannot push on type");
        var items = new List<object?>(list.Count + 1);
        items.AddRange(Range(list, 0, list.Count));
        items.Add(item);
        return items;
    }

    private static List<object?> Prepended(object? value, object? item) =>
        [item, .. Expect(value, "Cannot prepend on type").Cast<object?>()];

    private static bool Has(object? needle, object? haystack)
    {
        if (haystack is null)
        {
            return false;
        }

        foreach (var item in Expect(haystack, "Cannot find has on type"))
        {
            if (DeepEquality.AreEqual(needle, item))
            {
                return true;
            }
        }

        return false;
    }

    private static List<List<object?>> Chunks(nint size, object? value)
    {
        var list = Expect(value, "Cannot chunk type");
        var chunks = new List<List<object?>>();
        if (size == 0 || (size < 0 && list.Count - 1 > -size))
        {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }

        for (nint start = 0; size > 0 && start < list.Count; start += size)
        {
            chunks.Add(Range(list, (int)start, (int)Math.Min(list.Count, start + size)));
        }

        return chunks;
    }

    private static List<object?> Without(ReadOnlySpan<object?> arguments)
    {
        var omitted = arguments[1..].ToArray();
        var list = Expect(arguments[0], "Cannot find without on type");
        return Range(list, 0, list.Count).FindAll(item => !Array.Exists(omitted, other => DeepEquality.AreEqual(other, item)));
    }

    private static object? Slice(ReadOnlySpan<object?> arguments)
    {
        var list = Expect(arguments[0], "list should be type of slice or array but");
        if (list.Count == 0)
        {
            return null;
        }

        var start = arguments.Length > 1 ? Numbers.ToInteger(arguments[1]) : 0;
        var end = arguments.Length > 2 ? Numbers.ToInteger(arguments[2]) : list.Count;
        if (start < 0 || end > list.Count || start > end)
        {
            throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
        }

        var (from, to) = ((int)start, (int)end);
        return list switch
        {
            List<string> texts => texts.GetRange(from, to - from),
            List<nint> integers => integers.GetRange(from, to - from),
            byte[] bytes => bytes[from..to],
            _ => Range(list, from, to),
        };
    }

    private static List<object?> Concatenated(ReadOnlySpan<object?> arguments)
    {
        var items = new List<object?>();
        foreach (var argument in arguments)
        {
            if (argument is not IList list)
            {
                throw argument is null
                    ? FunctionException.NilDereference()
                    : new FunctionException($"Cannot concat type {GoType.Kind(argument)} as list");
            }

            items.AddRange(Range(list, 0, list.Count));
        }

        return items.Count > 0 ? items : Nil;
    }

    private static List<string> Sorted(object? value)
    {
        if (value is not IList)
        {
            return [Texts.Of(value)];
        }

        var texts = Texts.ListOf(value);
        texts.Sort(MapOrder.Compare);
        return texts;
    }
}
