using System.Buffers;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Addresses;

/// <summary>Checks what stands in a URL's brackets, with the messages of Go's net/netip.</summary>
internal static class IPv6Literal
{
    private const int Fields = 8;
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>What is wrong with the address; null where it is one of version 6.</summary>
    public static string? Problem(string text)
    {
        var special = text.IndexOfAny(['.', ':', '%']);
        return special < 0 ? Invalid(text, "unable to parse IP")
            : text[special] == '%' ? Invalid(text, "missing IPv6 address")
            : text[special] == '.' ? Version4(text, text) is { } problem ? problem : "invalid IP-literal"
            : Version6(text);
    }

    private static string? Version6(string text)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone == text.Length - 1)
        {
            return Invalid(text, "zone must be a non-empty string");
        }

        var rest = zone < 0 ? text : text[..zone];
        var (fields, hasGap) = (0, rest.StartsWith("::", StringComparison.Ordinal));
        rest = hasGap ? rest[2..] : rest;
        if (hasGap && rest.Length == 0)
        {
            return null;
        }

        while (fields < Fields)
        {
            var digits = rest.AsSpan().IndexOfAnyExcept(HexadecimalDigits);
            digits = digits < 0 ? rest.Length : digits;
            if (digits > 4)
            {
                return Invalid(text, "each group must have 4 or less digits", rest);
            }

            if (digits == 0)
            {
                return Invalid(text, "each colon-separated field must have at least one digit", rest);
            }

            if (digits < rest.Length && rest[digits] == '.')
            {
                if (!hasGap && fields != Fields - 2)
                {
                    return Invalid(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
                }

                if (fields > Fields - 2)
                {
                    return Invalid(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
                }

                if (Version4(text, rest) is { } problem)
                {
                    return problem;
                }

                (rest, fields) = ("", fields + 2);
                break;
            }

            fields++;
            rest = rest[digits..];
            if (rest.Length == 0)
            {
                break;
            }

            if (rest[0] != ':')
            {
                return Invalid(text, "unexpected character, want colon", rest);
            }

            if (rest.Length == 1)
            {
                return Invalid(text, "colon must be followed by more characters", rest);
            }

            rest = rest[1..];
            if (rest[0] == ':')
            {
                if (hasGap)
                {
                    return Invalid(text, "multiple :: in address", rest);
                }

                hasGap = true;
                rest = rest[1..];
                if (rest.Length == 0)
                {
                    break;
                }
            }
        }

        return rest.Length > 0 ? Invalid(text, "trailing garbage after address", rest)
            : fields < Fields && !hasGap ? Invalid(text, "address string too short")
            : fields == Fields && hasGap ? Invalid(text, "the :: must expand to at least one field of zeros")
            : null;
    }

    private static string? Version4(string text, string address)
    {
        var (value, position, digits) = (0, 0, 0);
        for (var i = 0; i < address.Length; i++)
        {
            if (char.IsAsciiDigit(address[i]))
            {
                if (digits == 1 && value == 0)
                {
                    return Invalid(text, "IPv4 field has octet with leading zero");
                }

                value = value * 10 + address[i] - '0';
                digits++;
                if (value > byte.MaxValue)
                {
                    return Invalid(text, "IPv4 field has value >255");
                }
            }
            else if (address[i] == '.')
            {
                if (i == 0 || i == address.Length - 1 || address[i - 1] == '.')
                {
                    return Invalid(text, "IPv4 field must have at least one digit", address[i..]);
                }

                if (position == 3)
                {
                    return Invalid(text, "IPv4 address too long");
                }

                (value, position, digits) = (0, position + 1, 0);
            }
            else
            {
                return Invalid(text, "unexpected character", address[i..]);
            }
        }

        return position < 3 ? Invalid(text, "IPv4 address too short") : null;
    }

    private static string Invalid(string text, string message, string at = "") =>
        $"invalid host: ParseAddr({GoQuoting.Quote(text)}): {message}{(at.Length == 0 ? "" : $" (at {GoQuoting.Quote(at)})")}";
}
