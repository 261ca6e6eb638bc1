using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sampan.Server.Validation;

/// <summary>IP addresses and ranges as Kubernetes writes them: no shortened IPv4 forms, no zones.</summary>
internal static class AddressSyntax
{
    public const string NotAnAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    public const string NotARange = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    /// <summary>Reads an address; IPv4 numbers may have leading zeros, which do not make them octal.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        var isIPv4 = !text.Contains(':', StringComparison.Ordinal);
        return IPAddress.TryParse(isIPv4 ? string.Join('.', text.Split('.').Select(WithoutZeros)) : text, out address)
            && text.AsSpan().IndexOfAny('%', '[') < 0
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || (text.AsSpan().Count('.') == 3 && !text.Contains('x', StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Reads a range: its address as it is written, and the length of its prefix.</summary>
    public static bool TryParseRange(string text, [NotNullWhen(true)] out IPAddress? address, out int bits)
    {
        address = null;
        bits = 0;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && TryParse(text[..slash], out address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
    }

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? AddressFault(string text) => !TryParse(text, out var address) ? NotAnAddress
        : HasZeros(text) ? "must not have leading 0s"
        : address.IsIPv4MappedToIPv6 ? "must not be an IPv4-mapped IPv6 address"
        : null;

    /// <summary>What is wrong with a range; nothing if all is well.</summary>
    public static IEnumerable<string> RangeFaults(string text)
    {
        if (!TryParseRange(text, out var address, out var bits))
        {
            yield return NotARange;
            yield break;
        }

        if (HasZeros(text))
        {
            yield return "must not have leading 0s in IP or prefix length";
        }
        else if (address.IsIPv4MappedToIPv6)
        {
            yield return "must not have an IPv4-mapped IPv6 address";
        }

        if (!Mask(address, bits).Equals(address))
        {
            yield return "must not have bits set beyond the prefix length";
        }
    }

    /// <summary>What is wrong with an interface's address and the length of its network's prefix, or null.</summary>
    public static string? InterfaceFault(string text)
    {
        if (!TryParseRange(text, out var address, out var bits))
        {
            return "must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)";
        }

        var canonical = address.IsIPv4MappedToIPv6
            ? string.Create(CultureInfo.InvariantCulture, $"{address.MapToIPv4()}/{Math.Max(0, bits - 96)}")
            : string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}");
        return text == canonical ? null : $"must be in canonical form (\"{canonical}\")";
    }

    private static bool HasZeros(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (address, bits) = slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
        return (!address.Contains(':', StringComparison.Ordinal) && address.Split('.').Any(part => part != WithoutZeros(part))) || bits != WithoutZeros(bits);
    }

    private static string WithoutZeros(string part) =>
        part.Length < 2 || !part.All(char.IsAsciiDigit) ? part : part.TrimStart('0') is { Length: > 0 } digits ? digits : "0";

    /// <summary>An address without the bits beyond a prefix.</summary>
    public static IPAddress Mask(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xff << Math.Clamp(((i + 1) * 8) - bits, 0, 8));
        }

        return new IPAddress(bytes);
    }
}
