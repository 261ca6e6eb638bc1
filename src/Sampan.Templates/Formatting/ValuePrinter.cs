using System.Collections;
using System.Numerics;
using System.Text;
using Sampan.Templates.Times;
using Sampan.Templates.Values;

namespace Sampan.Templates.Formatting;

/// <summary>Prints one value with one verb.</summary>
internal sealed class ValuePrinter(StringBuilder output, FormatFlags flags)
{
    private const int MaximumDepth = 500;

    public void Print(object? value, int verb) => Print(value, verb, 0);

    private void Print(object? value, int verb, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new Functions.FunctionException("the value is nested too deeply to be printed");
        }

        if (verb == 'T' && depth == 0 && value is not null)
        {
            flags.Pad(output, Cut(GoType.Name(value)));
            return;
        }

        switch (value)
        {
            case null:
                PrintNull(verb, depth);
                break;
            case not null when verb == 'w':
                PrintBad(value, verb, GoType.Name(value));
                break;
            case bool boolean when verb is 't' or 'v':
                flags.Pad(output, boolean ? "true" : "false");
                break;
            case string text:
                PrintText(text, verb);
                break;
            case double number:
                PrintFloat(number, verb);
                break;
            case float number:
                PrintFloat(number, verb);
                break;
            case Complex number when verb is 'v' or 'b' or 'g' or 'G' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E':
                PrintComplex(number, verb);
                break;
            case nint or long or int or uint or ulong or byte:
                PrintInteger(value, verb);
                break;
            case byte[] bytes:
                PrintBytes(bytes, verb, depth);
                break;
            case Exception error when verb is 'v' or 's' or 'q' or 'x' or 'X':
                PrintText(error.Message, verb);
                break;
            case ITemplateObject { Text: { } text } when !flags.SharpV && verb is 'v' or 's' or 'q' or 'x' or 'X':
                PrintText(text, verb);
                break;
            case GoDuration duration:
                PrintInteger(duration.Nanoseconds, verb);
                break;
            case IDictionary map:
                PrintMap(map, verb, depth);
                break;
            case IList list:
                PrintList(list, verb, depth);
                break;
            case ITemplateObject named:
                PrintStruct(named, verb, depth);
                break;
            default:
                PrintBad(value, verb, GoType.Name(value));
                break;
        }
    }

    private void PrintNull(int verb, int depth)
    {
        if (depth > 0)
        {
            output.Append(flags.SharpV ? "interface {}(nil)" : "<nil>");
        }
        else if (verb is 'v' or 'T')
        {
            flags.Pad(output, "<nil>");
        }
        else
        {
            output.Append("%!").Append(new Rune(verb)).Append("(<nil>)");
        }
    }

    private void PrintBad(object? value, int verb, string type)
    {
        output.Append("%!").Append(Rune.IsValid(verb) ? new Rune(verb) : Rune.ReplacementChar).Append('(').Append(type).Append('=');
        Print(value, 'v', 0);
        output.Append(')');
    }

    private void PrintText(string text, int verb)
    {
        switch (verb)
        {
            case 'v' when flags.SharpV:
            case 'q':
                PrintQuoted(Cut(text));
                break;
            case 'v' or 's':
                flags.Pad(output, Cut(text));
                break;
            case 'x' or 'X':
                PrintHexadecimal(GoText.ToBytes(text), verb == 'X');
                break;
            default:
                PrintBad(text, verb, "string");
                break;
        }
    }

    private void PrintQuoted(string text) =>
        flags.Pad(output, flags.Sharp && !text.Contains('`') && text.EnumerateRunes().All(rune => rune.Value is '\t' or >= ' ' and not 0x7F and not 0xFEFF)
            ? $"`{text}`"
            : GoQuoting.Quote(text, flags.Plus));

    /// <summary>The text cut to the precision, in characters.</summary>
    private string Cut(string text)
    {
        if (flags.Precision is not { } precision)
        {
            return text;
        }

        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (precision-- == 0)
            {
                return text[..length];
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }

    private void PrintHexadecimal(ReadOnlySpan<byte> bytes, bool upper)
    {
        bytes = flags.Precision < bytes.Length ? bytes[..flags.Precision.Value] : bytes;
        var prefix = flags.Sharp ? (upper ? "0X" : "0x") : "";
        var text = new StringBuilder();
        for (var i = 0; i < bytes.Length; i++)
        {
            text.Append(i > 0 && flags.Space ? " " : "").Append(i == 0 || flags.Space ? prefix : "");
            text.Append(bytes[i].ToString(upper ? "X2" : "x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        flags.Pad(output, text.ToString());
    }

    private void PrintFloat(double number, int verb)
    {
        if (FloatFormat.Format(flags, number, verb) is { } text)
        {
            FloatFormat.Pad(output, flags, text);
        }
        else
        {
            PrintBad(number, verb, "float64");
        }
    }

    private void PrintComplex(Complex number, int verb)
    {
        var plus = flags.Plus;
        output.Append('(');
        PrintFloat(number.Real, verb);
        flags.Plus = true;
        PrintFloat(number.Imaginary, verb);
        output.Append("i)");
        flags.Plus = plus;
    }

    private void PrintInteger(object number, int verb)
    {
        if (!IntegerFormat.TryPrint(output, flags, number, verb))
        {
            PrintBad(number, verb, GoType.Name(number));
        }
    }

    private void PrintBytes(byte[] bytes, int verb, int depth)
    {
        switch (verb)
        {
            case 'v' or 'd' when flags.SharpV:
                output.Append("[]byte{").AppendJoin(", ", bytes.Select(value => $"0x{value:x}")).Append('}');
                break;
            case 's' or 'q':
                PrintText(GoText.FromBytes(bytes), verb);
                break;
            case 'x' or 'X':
                PrintHexadecimal(bytes, verb == 'X');
                break;
            default:
                PrintList(bytes, verb, depth);
                break;
        }
    }

    private void PrintMap(IDictionary map, int verb, int depth)
    {
        output.Append(flags.SharpV ? GoType.Name(map) + "{" : "map[");
        var keys = MapOrder.SortedKeys(map);
        for (var i = 0; i < keys.Length; i++)
        {
            output.Append(i == 0 ? "" : flags.SharpV ? ", " : " ");
            Print(keys[i], verb, depth + 1);
            output.Append(':');
            Print(map[keys[i]], verb, depth + 1);
        }

        output.Append(flags.SharpV ? '}' : ']');
    }

    private void PrintList(IList list, int verb, int depth)
    {
        output.Append(flags.SharpV ? GoType.Name(list) + "{" : "[");
        for (var i = 0; i < list.Count; i++)
        {
            output.Append(i == 0 ? "" : flags.SharpV ? ", " : " ");
            Print(list[i], verb, depth + 1);
        }

        output.Append(flags.SharpV ? '}' : ']');
    }

    private void PrintStruct(ITemplateObject named, int verb, int depth)
    {
        var pointer = named.GoType.StartsWith('*');
        if (pointer && depth > 0)
        {
            output.Append("0xc000000000");
            return;
        }

        output.Append(pointer ? "&" : "").Append(flags.SharpV ? named.GoType.TrimStart('*') : "").Append('{');
        var first = true;
        foreach (var (name, value) in named.Fields)
        {
            output.Append(first ? "" : flags.SharpV ? ", " : " ");
            output.Append(flags.SharpV || flags.PlusV ? name + ":" : "");
            Print(value, verb, depth + 1);
            first = false;
        }

        output.Append('}');
    }
}
