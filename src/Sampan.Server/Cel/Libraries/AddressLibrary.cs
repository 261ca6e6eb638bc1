using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>IP addresses and networks.</summary>
internal static class AddressLibrary
{
    private static readonly CelType Ip = OpaqueTypes.Ip;
    private static readonly CelType Cidr = OpaqueTypes.Cidr;

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("ip", "string_to_ip", [CelType.String], Ip, a => ParseIp(Text(a, 0)) is var (ip, error) && ip is not null ? new IpValue(ip) : new ErrorValue($"IP Address {CelText.Quote(Text(a, 0))} parse error during conversion from string: {error}")),
        Overload.Of("isIP", "is_ip", [CelType.String], CelType.Bool, a => BoolValue.Of(ParseIp(Text(a, 0)).Address is not null)),
        Overload.Of("ip.isCanonical", "ip_is_canonical", [CelType.String], CelType.Bool, a => ParseIp(Text(a, 0)) is var (ip, error) && ip is not null ? BoolValue.Of(Show(ip) == Text(a, 0)) : new ErrorValue($"IP Address {CelText.Quote(Text(a, 0))} parse error during conversion from string: {error}")),
        Overload.Of("string", "ip_to_string", [Ip], CelType.String, a => new StringValue(Show(((IpValue)a[0]).Value))),
        Overload.Member("family", "ip_family", [Ip], CelType.Int, a => IntValue.Of(((IpValue)a[0]).Value.AddressFamily == AddressFamily.InterNetwork ? 4 : 6)),
        Is("isUnspecified", "ip_is_unspecified", IsUnspecified),
        Is("isLoopback", "ip_is_loopback", IPAddress.IsLoopback),
        Is("isLinkLocalMulticast", "ip_is_link_local_multicast", IsLinkLocalMulticast),
        Is("isLinkLocalUnicast", "ip_is_link_local_unicast", IsLinkLocalUnicast),
        Is("isGlobalUnicast", "ip_is_global_unicast", ip => !IsUnspecified(ip) && !IPAddress.IsLoopback(ip) && !IsMulticast(ip) && !IsLinkLocalUnicast(ip) && !ip.Equals(IPAddress.Broadcast)),
        Overload.Of("cidr", "string_to_cidr", [CelType.String], Cidr, a => ParseCidr(Text(a, 0)) is var (cidr, error) && cidr is not null ? cidr : new ErrorValue($"network address parse error during conversion from string: {error}")),
        Overload.Of("isCIDR", "is_cidr", [CelType.String], CelType.Bool, a => BoolValue.Of(ParseCidr(Text(a, 0)).Cidr is not null)),
        Overload.Of("string", "cidr_to_string", [Cidr], CelType.String, a => new StringValue(Show((CidrValue)a[0]))),
        Overload.Member("ip", "cidr_ip", [Cidr], Ip, a => new IpValue(((CidrValue)a[0]).Address)),
        Overload.Member("prefixLength", "cidr_prefix_length", [Cidr], CelType.Int, a => IntValue.Of(((CidrValue)a[0]).Prefix)),
        Overload.Member("masked", "cidr_masked", [Cidr], Cidr, a => Masked((CidrValue)a[0])),
        Overload.Member("containsIP", "cidr_contains_ip_ip", [Cidr, Ip], CelType.Bool, a => BoolValue.Of(Contains((CidrValue)a[0], ((IpValue)a[1]).Value))),
        Overload.Member("containsIP", "cidr_contains_ip_string", [Cidr, CelType.String], CelType.Bool, a => ParseIp(Text(a, 1)) is var (ip, error) && ip is not null ? BoolValue.Of(Contains((CidrValue)a[0], ip)) : new ErrorValue($"IP Address {CelText.Quote(Text(a, 1))} parse error during conversion from string: {error}")),
        Overload.Member("containsCIDR", "cidr_contains_cidr", [Cidr, Cidr], CelType.Bool, a => BoolValue.Of(Contains((CidrValue)a[0], (CidrValue)a[1]))),
        Overload.Member("containsCIDR", "cidr_contains_cidr_string", [Cidr, CelType.String], CelType.Bool, a => ParseCidr(Text(a, 1)) is var (cidr, error) && cidr is not null ? BoolValue.Of(Contains((CidrValue)a[0], cidr)) : new ErrorValue($"network address parse error during conversion from string: {error}")),
    ];

    private static string Text(CelValue[] arguments, int at) => ((StringValue)arguments[at]).Value;

    private static Overload Is(string function, string id, Func<IPAddress, bool> test) =>
        Overload.Member(function, id, [Ip], CelType.Bool, a => BoolValue.Of(test(((IpValue)a[0]).Value)));

    private static (IPAddress? Address, string Error) ParseIp(string text)
    {
        if (text.Contains('%'))
        {
            return (null, $"IP address {CelText.Quote(text)} with zone value is not allowed");
        }

        var isFour = text.Count(letter => letter == '.') == 3 && !text.Contains(':');
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && !(isFour && text.Split('.').All(IsOctet))))
        {
            return (null, $"ParseAddr({CelText.Quote(text)}): unable to parse IP");
        }

        return address.IsIPv4MappedToIPv6 ? (null, $"IPv4-mapped IPv6 address {CelText.Quote(text)} is not allowed") : (address, "");
    }

    private static bool IsOctet(string text) => text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    private static (CidrValue? Cidr, string Error) ParseCidr(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2)
        {
            return (null, $"netip.ParsePrefix({CelText.Quote(text)}): no '/'");
        }

        if (ParseIp(parts[0]) is var (address, error) && address is null)
        {
            return (null, $"netip.ParsePrefix({CelText.Quote(text)}): {error}");
        }

        var isNumber = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && (parts[1].Length == 1 || parts[1][0] != '0');
        return isNumber && prefix <= Bits(address)
            ? (new CidrValue(address, prefix), "")
            : (null, $"netip.ParsePrefix({CelText.Quote(text)}): {(isNumber ? "prefix length out of range" : $"bad bits after slash: {CelText.Quote(parts[1])}")}");
    }

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static string Show(IPAddress address) => address.ToString();

    private static string Show(CidrValue cidr) => $"{Show(cidr.Address)}/{cidr.Prefix.ToString(CultureInfo.InvariantCulture)}";

    private static CidrValue Masked(CidrValue cidr)
    {
        var bytes = cidr.Address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(cidr.Prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new CidrValue(new IPAddress(bytes), cidr.Prefix);
    }

    private static bool Contains(CidrValue network, IPAddress address) =>
        address.AddressFamily == network.Address.AddressFamily && Masked(new CidrValue(address, network.Prefix)).Address.Equals(Masked(network).Address);

    private static bool Contains(CidrValue outer, CidrValue inner) => outer.Prefix <= inner.Prefix && Contains(outer, inner.Address);

    private static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsMulticast(IPAddress address) => address.IsIPv6Multicast || (address.AddressFamily == AddressFamily.InterNetwork && (address.GetAddressBytes()[0] & 0xf0) == 0xe0);

    private static bool IsLinkLocalMulticast(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0 : bytes[0] == 0xff && (bytes[1] & 0x0f) == 2;
    }

    private static bool IsLinkLocalUnicast(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? bytes[0] == 169 && bytes[1] == 254 : address.IsIPv6LinkLocal;
    }
}
