using System.Globalization;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Schemas;

/// <summary>Numbers as English prose writes them, which the messages of schema validation do: <c>65,536</c>, <c>1.5 × 10⁶</c>.</summary>
internal static class LocalizedNumber
{
    private const char NarrowSpace = '\u202F';
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static string Of(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Of(ExactNumber number)
    {
        var text = FloatText.General(number.ToDouble());
        var e = text.IndexOf('e');
        if (e < 0)
        {
            var whole = text.Split('.')[0];
            var digits = whole.TrimStart('-');
            return digits.Length <= 3 ? text : $"{whole[..^3]},{text[(whole.Length - 3)..]}";
        }

        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var raised = string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));
        return $"{text[..e]}{NarrowSpace}×{NarrowSpace}10{(exponent < 0 ? "⁻" : "")}{raised}";
    }
}
