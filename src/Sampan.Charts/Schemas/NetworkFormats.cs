using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>The formats of hosts and mail addresses.</summary>
internal static class NetworkFormats
{
    public static string? CheckIPv4(string text)
    {
        var groups = text.Split('.');
        if (groups.Length != 4)
        {
            return "expected four decimals";
        }

        foreach (var group in groups)
        {
            if (group.Length > 1 && group[0] == '0')
            {
                return "leading zeros";
            }

            if (!int.TryParse(group, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return $"strconv.Atoi: parsing {GoText.Quote(group)}: invalid syntax";
            }

            if (number is < 0 or > 255)
            {
                return "decimal must be between 0 and 255";
            }
        }

        return null;
    }

    public static string? CheckIPv6(string text)
    {
        if (!text.Contains(':'))
        {
            return "missing colon";
        }

        if (text.Contains('%'))
        {
            return "zone id is not a part of ipv6 address";
        }

        return !text.Contains('[') && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? null
            : $"ParseAddr({GoText.Quote(text)}): unable to parse IP";
    }

    public static string? CheckHostname(string text)
    {
        text = text.EndsWith('.') ? text[..^1] : text;
        if (text.Length > 253)
        {
            return "more than 253 characters long";
        }

        foreach (var label in text.Split('.'))
        {
            if (label.Length is < 1 or > 63)
            {
                return "label must be 1 to 63 characters long";
            }

            if (label[0] == '-')
            {
                return "label starts with hyphen";
            }

            if (label[^1] == '-')
            {
                return "label ends with hyphen";
            }

            foreach (var character in label.Where(character => !char.IsAsciiLetterOrDigit(character) && character != '-'))
            {
                return $"invalid character {GoText.QuoteRune(character)}";
            }
        }

        return null;
    }

    public static string? CheckEmail(string text)
    {
        if (text.Length > 254)
        {
            return "more than 255 characters long";
        }

        var at = text.LastIndexOf('@');
        if (at < 0)
        {
            return "missing @";
        }

        return CheckLocalPart(text[..at]) ?? CheckDomain(text[(at + 1)..]);
    }

    private static string? CheckLocalPart(string local)
    {
        if (local.Length > 64)
        {
            return "local part more than 64 characters long";
        }

        if (local.Length > 1 && local[0] == '"')
        {
            return local.AsSpan(1, local.Length - 2).IndexOfAny('\\', '"') >= 0 ? "backslash and quote are not allowed within quoted local part" : null;
        }

        if (local.StartsWith('.'))
        {
            return "starts with dot";
        }

        if (local.EndsWith('.'))
        {
            return "ends with dot";
        }

        if (local.Contains("..", StringComparison.Ordinal))
        {
            return "consecutive dots";
        }

        foreach (var character in local.Where(character => !char.IsAsciiLetterOrDigit(character) && !".!#$%&'*+-/=?^_`{|}~".Contains(character)))
        {
            return $"invalid character {GoText.QuoteRune(character)}";
        }

        return null;
    }

    private static string? CheckDomain(string domain)
    {
        if (domain.StartsWith('[') && domain.EndsWith(']'))
        {
            var address = domain[1..^1];
            return address.StartsWith("IPv6:", StringComparison.Ordinal)
                ? CheckIPv6(address[5..]) is { } six ? $"invalid ipv6 address: {six}" : null
                : CheckIPv4(address) is { } four ? $"invalid ipv4 address: {four}" : null;
        }

        return CheckHostname(domain) is { } reason ? $"invalid domain: {reason}" : null;
    }
}
