using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sampan.Server.Decoding;

namespace Sampan.Server.CustomResources;

/// <summary>The formats that the API server checks; other formats are comments.</summary>
internal static class SchemaFormats
{
    public static bool IsValid(string format, string text) => format switch
    {
        "date-time" => Rfc3339.TryParse(text, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "byte" => Base64.IsValid(text.AsSpan()),
        "ipv4" => IsAddress(text, AddressFamily.InterNetwork) && text.Count(character => character == '.') == 3,
        "ipv6" => IsAddress(text, AddressFamily.InterNetworkV6),
        "cidr" => IPNetwork.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _),
        "email" => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1,
        "hostname" => Uri.CheckHostName(text) == UriHostNameType.Dns,
        _ => true,
    };

    public static bool IsInRange(string format, string number) => format == "int32"
        ? int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        : long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsAddress(string text, AddressFamily family) => IPAddress.TryParse(text, out var address) && address.AddressFamily == family;
}
