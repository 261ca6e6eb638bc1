using System.Globalization;

namespace Sampan.Charts.Values;

/// <summary>What <c>--set</c> makes of a bare word: true, false, null, a decimal integer without leading zero, else text.</summary>
internal static class TypedScalar
{
    public static object? Parse(string word)
    {
        if (word.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (word.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (word.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (word == "0")
        {
            return 0L;
        }

        return word is not ("" or ['0', ..]) && long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : word;
    }
}
