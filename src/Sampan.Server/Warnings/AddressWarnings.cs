using System.Globalization;
using System.Net;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Forms of addresses and ranges that other software may read differently (apimachinery/pkg/util/validation/ip.go).</summary>
internal static class AddressWarnings
{
    public static void OfAddress(string text, string path, List<string> warnings)
    {
        if (!AddressSyntax.TryParse(text, out var address))
        {
            return;
        }

        if (AddressSyntax.AddressFault(text) is not null)
        {
            warnings.Add($"{path}: non-standard IP address \"{text}\" will be considered invalid in a future Kubernetes release: use \"{Plain(address)}\"");
        }
        else if (text.Contains(':', StringComparison.Ordinal) && address.ToString() != text)
        {
            warnings.Add($"{path}: IPv6 address \"{text}\" should be in RFC 5952 canonical format (\"{address}\")");
        }
    }

    public static void OfRange(string text, string path, List<string> warnings)
    {
        if (!AddressSyntax.TryParseRange(text, out var address, out var bits))
        {
            return;
        }

        var network = Range(AddressSyntax.Mask(address, bits), bits);
        var isUnclear = !AddressSyntax.Mask(address, bits).Equals(address);
        if (isUnclear)
        {
            warnings.Add($"{path}: CIDR value \"{text}\" is ambiguous in this context (should be \"{network}\" or \"{Range(address, address.GetAddressBytes().Length * 8)}\"?)");
        }

        if (address.IsIPv4MappedToIPv6 || AddressSyntax.RangeFaults(text).Any(fault => fault.Contains("leading 0s", StringComparison.Ordinal)))
        {
            warnings.Add($"{path}: non-standard CIDR value \"{text}\" will be considered invalid in a future Kubernetes release: use \"{network}\"");
        }
        else if (!isUnclear && text.Contains(':', StringComparison.Ordinal) && text != network)
        {
            warnings.Add($"{path}: IPv6 CIDR value \"{text}\" should be in RFC 5952 canonical format (\"{network}\")");
        }
    }

    private static string Range(IPAddress address, int bits)
    {
        var shown = address.IsIPv4MappedToIPv6 ? Math.Max(0, bits - 96) : bits;
        return string.Create(CultureInfo.InvariantCulture, $"{Plain(address)}/{shown}");
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
