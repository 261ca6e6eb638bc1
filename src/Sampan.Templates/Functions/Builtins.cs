using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Go's built-in functions, without the comparisons.</summary>
internal static class Builtins
{
    private static readonly SearchValues<char> HtmlSpecial = SearchValues.Create("'\"&<>\0");

    public static void AddTo(FunctionTable table)
    {
        table.Add(new TemplateFunction("and", [ParameterType.Reflected, ParameterType.Reflected], (_, _) => null, isVariadic: true) { ShortCircuits = false });
        table.Add(new TemplateFunction("or", [ParameterType.Reflected, ParameterType.Reflected], (_, _) => null, isVariadic: true) { ShortCircuits = true });
        table.Add("not", [ParameterType.Reflected], (_, arguments) => Boxes.Of(!GoType.IsTrue(Nothing.Unwrap(arguments[0]))));
        table.Add("len", [ParameterType.Reflected], (_, arguments) => Length(arguments[0]));
        table.AddVariadic("index", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Index(arguments));
        table.AddVariadic("print", [ParameterType.Any], (_, arguments) => GoPrinter.Sprint(arguments));
        table.AddVariadic("println", [ParameterType.Any], (_, arguments) => GoPrinter.Sprintln(arguments));
        table.AddVariadic("printf", [ParameterType.Text, ParameterType.Any], (_, arguments) => GoPrinter.Sprintf((string)arguments[0]!, arguments[1..]));
        table.AddVariadic("html", [ParameterType.Any], (_, arguments) => EscapeHtml(Joined(arguments)));
        table.AddVariadic("js", [ParameterType.Any], (_, arguments) => EscapeJavaScript(Joined(arguments)));
        table.AddVariadic("urlquery", [ParameterType.Any], (_, arguments) => UrlEscaping.Query(Joined(arguments)));
        table.Add(new TemplateFunction("call", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => throw NotCallable(arguments[0]), isVariadic: true)
        {
            NamesFirstArgument = true,
        });
    }

    private static object Length(object? value) => value switch
    {
        null => throw new FunctionException("reflect: call of reflect.Value.Type on zero Value"),
        Nothing => throw new FunctionException("len of nil pointer"),
        string text => Boxes.Integer(GoText.Length(text)),
        ICollection collection => Boxes.Integer(collection.Count),
        _ => throw new FunctionException($"len of type {GoType.Name(value).TrimStart('*')}"),
    };

    private static object? Index(ReadOnlySpan<object?> arguments)
    {
        var item = Nothing.Unwrap(arguments[0]) ?? throw new FunctionException("index of untyped nil");
        foreach (var index in arguments[1..])
        {
            item = item switch
            {
                null => throw new FunctionException("index of nil pointer"),
                string text => GoText.ToBytes(text) is var bytes ? bytes[Position(Nothing.Unwrap(index), bytes.Length, "string")] : null,
                IDictionary map => Element(map, Nothing.Unwrap(index)),
                IList list => list[Position(Nothing.Unwrap(index), list.Count, "slice")],
                _ => throw new FunctionException($"can't index item of type {GoType.Name(item).TrimStart('*')}"),
            };
        }

        return item;
    }

    private static object? Element(IDictionary map, object? key) => key switch
    {
        string name => map.Contains(name) ? map[name] : map is Dictionary<string, string> ? "" : null,
        null => throw new FunctionException("value is nil; should be of type string"),
        _ => throw new FunctionException($"value has type {GoType.Name(key)}; should be string"),
    };

    private static int Position(object? index, int length, string kind)
    {
        var position = index switch
        {
            nint number => number,
            long number => number,
            int number => number,
            uint number => number,
            byte number => number,
            ulong number => unchecked((long)number),
            null => throw new FunctionException("cannot index slice/array with nil"),
            _ => throw new FunctionException($"cannot index slice/array with type {GoType.Name(index)}"),
        };
        if (position == length)
        {
            throw new FunctionException($"reflect: {kind} index out of range");
        }

        if (position < 0 || position > length)
        {
            throw new FunctionException(string.Create(CultureInfo.InvariantCulture, $"index out of range: {position}"));
        }

        return (int)position;
    }

    private static string Joined(ReadOnlySpan<object?> arguments)
    {
        if (arguments is [string only])
        {
            return only;
        }

        var printable = arguments.ToArray();
        for (var i = 0; i < printable.Length; i++)
        {
            printable[i] ??= "<no value>";
        }

        return GoPrinter.Sprint(printable);
    }

    private static string EscapeHtml(string text)
    {
        if (!text.AsSpan().ContainsAny(HtmlSpecial))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\0' => escaped.Append('\uFFFD'),
                '"' => escaped.Append("&#34;"),
                '\'' => escaped.Append("&#39;"),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string EscapeJavaScript(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => escaped.Append("\\\\"),
                '\'' => escaped.Append("\\'"),
                '"' => escaped.Append("\\\""),
                '<' or '>' or '&' or '=' or < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ when rune.IsAscii || GoQuoting.IsPrintable(rune) => escaped.Append(rune),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            };
        }

        return escaped.ToString();
    }

    /// <summary>No value of a template is a function.</summary>
    private static FunctionException NotCallable(object? value) => new(value is null or Nothing
        ? "call of nil"
        : $"non-function {TemplateFunction.FirstArgument} of type {GoType.Name(value)}");
}
