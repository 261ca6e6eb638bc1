using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Sampan.Server.Validation;

/// <summary>IP addresses and ranges as Kubernetes writes them: no shortened IPv4 forms, no zones.</summary>
internal static class AddressSyntax
{
    public const string NotAnAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    public const string NotARange = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && !text.Contains('%', StringComparison.Ordinal)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : text.AsSpan().Count('.') == 3);

    private static bool HasHostBits(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var hostBits = Math.Clamp(((i + 1) * 8) - bits, 0, 8);
            if ((bytes[i] & ((1 << hostBits) - 1)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is wrong with a range, or null.</summary>
    public static string? RangeFault(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryParse(text[..slash], out var address) || !int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var bits)
            || bits > (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32))
        {
            return NotARange;
        }

        return HasHostBits(address, bits) ? "must not have bits set beyond the prefix length" : null;
    }
}
