using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for maps.</summary>
internal static class Dictionaries
{
    public static void AddTo(FunctionTable table)
    {
        table.AddVariadic("dict", [ParameterType.Any], (_, arguments) => Of(arguments));
        table.Add("get", [ParameterType.Map, ParameterType.Text], (_, arguments) => Map(arguments[0]).TryGetValue((string)arguments[1]!, out var value) ? value : "");
        table.Add("set", [ParameterType.Map, ParameterType.Text, ParameterType.Any], (_, arguments) => Set(arguments));
        table.Add("unset", [ParameterType.Map, ParameterType.Text], (_, arguments) => Unset(arguments));
        table.Add("hasKey", [ParameterType.Map, ParameterType.Text], (_, arguments) => Boxes.Of(Map(arguments[0]).ContainsKey((string)arguments[1]!)));
        table.AddVariadic("pluck", [ParameterType.Text, ParameterType.Map], (_, arguments) => Pluck(arguments));
        table.AddVariadic("keys", [ParameterType.Map], (_, arguments) => Keys(arguments));
        table.Add("values", [ParameterType.Map], (_, arguments) => MapOrder.Sorted(Map(arguments[0])).Select(entry => entry.Value).ToList());
        table.AddVariadic("pick", [ParameterType.Map, ParameterType.Text], (_, arguments) => Pick(arguments));
        table.AddVariadic("omit", [ParameterType.Map, ParameterType.Text], (_, arguments) => Omit(arguments));
        table.AddVariadic("dig", [ParameterType.Any], (_, arguments) => Dig(arguments));
        foreach (var prefix in (string[])["", "must"])
        {
            AddMerges(table, prefix);
        }
    }

    private static void AddMerges(FunctionTable table, string prefix)
    {
        var (merge, overwrite, copy) = prefix.Length == 0 ? ("merge", "mergeOverwrite", "deepCopy") : ("mustMerge", "mustMergeOverwrite", "mustDeepCopy");
        table.AddVariadic(merge, [ParameterType.Map, ParameterType.Map], (_, arguments) => Merge(arguments, overwrite: false));
        table.AddVariadic(overwrite, [ParameterType.Map, ParameterType.Map], (_, arguments) => Merge(arguments, overwrite: true));
        table.Add(copy, [ParameterType.Any], (_, arguments) => DeepCopy.Of(
            arguments[0] ?? throw new FunctionException("reflect: call of reflect.Value.Type on zero Value")));
    }

    /// <summary>A nil map reads as an empty one.</summary>
    private static Dictionary<string, object?> Map(object? value) => (Dictionary<string, object?>?)value ?? new(StringComparer.Ordinal);

    private static Dictionary<string, object?> Of(ReadOnlySpan<object?> arguments)
    {
        var map = new Dictionary<string, object?>((arguments.Length + 1) / 2, StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            map[Texts.Of(arguments[i])] = i + 1 < arguments.Length ? arguments[i + 1] : "";
        }

        return map;
    }

    private static Dictionary<string, object?> Set(ReadOnlySpan<object?> arguments)
    {
        var map = (Dictionary<string, object?>?)arguments[0] ?? throw new FunctionException("assignment to entry in nil map");
        map[(string)arguments[1]!] = arguments[2];
        return map;
    }

    private static Dictionary<string, object?> Unset(ReadOnlySpan<object?> arguments)
    {
        var map = Map(arguments[0]);
        map.Remove((string)arguments[1]!);
        return map;
    }

    private static List<object?> Pluck(ReadOnlySpan<object?> arguments)
    {
        var values = new List<object?>();
        foreach (var argument in arguments[1..])
        {
            if (Map(argument).TryGetValue((string)arguments[0]!, out var value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static List<string> Keys(ReadOnlySpan<object?> arguments)
    {
        var keys = new List<string>();
        foreach (var argument in arguments)
        {
            keys.AddRange(Map(argument).Keys.Order(MapOrder.Instance));
        }

        return keys;
    }

    private static Dictionary<string, object?> Pick(ReadOnlySpan<object?> arguments)
    {
        var map = Map(arguments[0]);
        var picked = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in arguments[1..])
        {
            if (map.TryGetValue((string)key!, out var value))
            {
                picked[(string)key!] = value;
            }
        }

        return picked;
    }

    private static Dictionary<string, object?> Omit(ReadOnlySpan<object?> arguments)
    {
        var kept = new Dictionary<string, object?>(Map(arguments[0]), StringComparer.Ordinal);
        foreach (var key in arguments[1..])
        {
            kept.Remove((string)key!);
        }

        return kept;
    }

    private static object? Dig(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length < 3)
        {
            throw new FunctionException("dig needs at least three arguments");
        }

        var map = AsPlainMap(arguments[^1]);
        var keys = arguments[..^2];
        foreach (var key in keys)
        {
            if (key is not string)
            {
                throw Mismatch(key, "string");
            }
        }

        for (var i = 0; ; i++)
        {
            if (!map.TryGetValue((string)keys[i]!, out var step))
            {
                return arguments[^2];
            }

            if (i == keys.Length - 1)
            {
                return step;
            }

            map = AsPlainMap(step);
        }
    }

    /// <summary>A Go type assertion: a named map such as the chart's values is no plain map.</summary>
    private static Dictionary<string, object?> AsPlainMap(object? value) =>
        value is Dictionary<string, object?> map and not ITemplateObject ? map : throw Mismatch(value, GoType.Map);

    private static FunctionException Mismatch(object? value, string wanted) =>
        new($"interface conversion: interface {{}} is {(value is null ? "nil" : GoType.Name(value))}, not {wanted}");

    private static Dictionary<string, object?> Merge(ReadOnlySpan<object?> arguments, bool overwrite)
    {
        var destination = Map(arguments[0]);
        foreach (var source in arguments[1..])
        {
            MapMerge.Into(destination, Map(source), overwrite);
        }

        return destination;
    }
}
