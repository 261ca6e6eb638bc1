using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>
/// Does to data what writing it as JSON and reading that as YAML does: floats that JSON writes as whole numbers are
/// whole, a next-line character is a folded line break, control characters are refused.
/// </summary>
internal sealed class JsonAsYamlSink(IDataSink next) : ForwardingSink(next)
{
    private const double LargestInteger = 18446744073709551615.0;

    public override void Float(double value)
    {
        // JSON writes exponents from 1e21 on; before, whole numbers have digits only, which YAML reads as integers where they fit.
        if (value != Math.Truncate(value) || Math.Abs(value) >= 1e21)
        {
            Next.Float(value);
        }
        else if (value is > -9.3e18 and < 9.3e18 && decimal.Parse(FloatText.Json(value), System.Globalization.CultureInfo.InvariantCulture) is >= long.MinValue and <= long.MaxValue and var integer)
        {
            Next.Integer((long)integer);
        }
        else if (value is > 0 and < LargestInteger)
        {
            Next.LargeInteger(ulong.Parse(FloatText.Json(value), System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            Next.Float(value);
        }
    }

    public override void Text(string value) => Next.Text(Reread(value));

    public override void Key(string key) => Next.Key(Reread(key));

    private static string Reread(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u007F', '\uFFFF'))
        {
            return text;
        }

        if (GoText.HasBytes(text))
        {
            text = string.Concat(text.EnumerateRunes());
        }

        foreach (var c in text)
        {
            if (c is '\u007F' or (>= '\u0080' and <= '\u009F' and not '\u0085') or '\uFFFE' or '\uFFFF')
            {
                throw new UnencodableException("yaml: control characters are not allowed");
            }
        }

        return text.Contains('\u0085') ? Fold(text) : text;
    }

    /// <summary>One break is a space, more are one line feed less; spaces around them go.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\u0085')
            {
                folded.Append(text[i++]);
                continue;
            }

            while (folded.Length > 0 && folded[^1] is ' ' or '\t')
            {
                folded.Length--;
            }

            var breaks = 0;
            for (; i < text.Length && text[i] is '\u0085' or ' ' or '\t'; i++)
            {
                breaks += text[i] == '\u0085' ? 1 : 0;
            }

            _ = breaks == 1 ? folded.Append(' ') : folded.Append('\n', breaks - 1);
        }

        return folded.ToString();
    }
}
