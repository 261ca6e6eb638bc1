using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Formatting;

/// <summary>Values as Go's fmt package prints them.</summary>
public static class GoPrinter
{
    /// <summary>As <c>%v</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="whenNull">What stands for no value.</param>
    public static string Value(object? value, string whenNull = "<nil>") => value switch
    {
        null => whenNull,
        string text => text,
        bool boolean => boolean ? "true" : "false",
        double number => FloatText.General(number),
        nint number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Verb(value, 'v'),
    };

    /// <summary>As <see cref="Value"/>, what a pointer points to in its place.</summary>
    internal static string Indirect(Values.ITemplateObject value) => Value(value) is var text && value.GoType.StartsWith('*') ? text.TrimStart('&') : text;

    /// <summary>As <c>Sprint</c>: a space between arguments that are both no strings.</summary>
    internal static string Sprint(ReadOnlySpan<object?> arguments)
    {
        var text = new StringBuilder();
        var previousWasText = true;
        for (var i = 0; i < arguments.Length; i++)
        {
            var isText = arguments[i] is string;
            text.Append(i > 0 && !isText && !previousWasText ? " " : "").Append(Value(arguments[i]));
            previousWasText = isText;
        }

        return text.ToString();
    }

    /// <summary>As <c>Sprintln</c>: a space between all arguments, a line feed at the end.</summary>
    internal static string Sprintln(ReadOnlySpan<object?> arguments)
    {
        var text = new StringBuilder();
        for (var i = 0; i < arguments.Length; i++)
        {
            text.Append(i > 0 ? " " : "").Append(Value(arguments[i]));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>As <c>Sprintf</c>.</summary>
    internal static string Sprintf(string format, ReadOnlySpan<object?> arguments) => new FormatInterpreter(format).Run(arguments);

    private static string Verb(object value, char verb)
    {
        var text = new StringBuilder();
        new ValuePrinter(text, new FormatFlags()).Print(value, verb);
        return text.ToString();
    }
}
