namespace Sampan.Kubernetes.Yaml;

/// <summary>Whole numbers as Go's ParseInt with base 0 reads them: a sign, then <c>0x</c>, <c>0b</c>, <c>0o</c> or <c>0</c> (octal), or decimal.</summary>
internal static class YamlInteger
{
    public static bool TryParse(ReadOnlySpan<char> text, out YamlScalar integer)
    {
        integer = default;
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text[1..] : text;
        var radix = 10u;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (radix, var prefix) = digits[1] switch
            {
                'x' or 'X' => (16u, 2),
                'b' or 'B' => (2u, 2),
                'o' or 'O' => (8u, 2),
                _ => (8u, 1),
            };
            digits = digits[prefix..];
        }

        if (digits.IsEmpty || !TryMagnitude(digits, radix, out var magnitude))
        {
            return false;
        }

        if (magnitude <= (negative ? 1UL << 63 : long.MaxValue))
        {
            integer = new YamlScalar(YamlScalarType.Integer, Integer: negative ? unchecked(-(long)magnitude) : (long)magnitude);
            return true;
        }

        integer = new YamlScalar(YamlScalarType.LargeInteger, LargeInteger: magnitude);
        return !negative && !text.StartsWith('+');
    }

    private static bool TryMagnitude(ReadOnlySpan<char> digits, uint radix, out ulong magnitude)
    {
        magnitude = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            var next = (UInt128)magnitude * radix + digit;
            if (digit >= radix || next > ulong.MaxValue)
            {
                return false;
            }

            magnitude = (ulong)next;
        }

        return true;
    }
}
